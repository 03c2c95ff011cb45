using System.Globalization;
using System.Text.Json;

namespace Gateway.Sandbox.Wire;

/// <summary>What is wrong with a field: not there, not in its form, or a code that no list has.</summary>
internal enum Fault
{
    Missing,
    Format,
    UnknownCode,
}

/// <summary>One thing that is wrong with a row.</summary>
internal sealed record FieldFault(Fault Fault, string Field, string Reason);

/// <summary>Reads the columns of one pushed row and notes all that is wrong with them.</summary>
internal sealed class RowReader(JsonElement row)
{
    private readonly List<FieldFault> _faults = [];

    /// <summary>Read once: looking members up in the element is a search through all of them.</summary>
    private readonly Dictionary<string, JsonElement> _members = MembersOf(row);

    public IReadOnlyList<FieldFault> Faults => _faults;

    public JsonElement Row => row;

    /// <summary>The text of a column that must be there; empty where it is missing.</summary>
    public string Required(string field)
    {
        var text = Optional(field);
        if (string.IsNullOrWhiteSpace(text) && !_faults.Exists(fault => fault.Field == field))
        {
            _faults.Add(new FieldFault(Fault.Missing, field, $"{field} 缺失"));
        }

        return text;
    }

    /// <summary>The text of a column, empty where there is none; a value that is no text is a fault of form.</summary>
    public string Optional(string field)
    {
        if (!_members.TryGetValue(field, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return "";
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString() ?? "";
        }

        Wrong(field, "应为字符串");
        return "";
    }

    /// <summary>A column that must be there as text but may be empty.</summary>
    public string Present(string field)
    {
        if (!_members.TryGetValue(field, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            _faults.Add(new FieldFault(Fault.Missing, field, $"{field} 缺失"));
            return "";
        }

        return Optional(field);
    }

    /// <summary>A text or a number, as text.</summary>
    public string RequiredScalar(string field) =>
        _members.TryGetValue(field, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetRawText() : Required(field);

    public IReadOnlyList<JsonElement> RequiredArray(string field)
    {
        if (!_members.TryGetValue(field, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            _faults.Add(new FieldFault(Fault.Missing, field, $"{field} 缺失"));
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            Wrong(field, "应为数组");
            return [];
        }

        return [.. value.EnumerateArray()];
    }

    /// <summary>Notes a fault of form where the value is there and not as it should be.</summary>
    public void Form(string field, string value, Func<string, bool> isRight, string wanted)
    {
        if (value.Length > 0 && !isRight(value))
        {
            Wrong(field, wanted);
        }
    }

    public void Code(string field, string value, params ReadOnlySpan<string> known)
    {
        if (value.Length > 0 && !known.Contains(value))
        {
            _faults.Add(new FieldFault(Fault.UnknownCode, field, $"{field} 代码未知：{value}"));
        }
    }

    public void UnknownCode(string field, string reason) => _faults.Add(new FieldFault(Fault.UnknownCode, field, $"{field} {reason}"));

    public void Wrong(string field, string wanted) => _faults.Add(new FieldFault(Fault.Format, field, $"{field} 格式错误：{wanted}"));

    public DateOnly? Date(string field, string value, string format)
    {
        if (DateOnly.TryParseExact(value, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        Form(field, value, _ => false, format);
        return null;
    }

    public void Uscc(string field, string value) => Form(field, value, Data.Uscc.IsValid, "统一社会信用代码校验不通过");

    public void Area(string field, string value)
    {
        Form(field, value, Data.Area.IsSixDigits, "六位行政区划代码");
        if (Data.Area.IsSixDigits(value) && !Data.Area.IsKnownCode(value))
        {
            UnknownCode(field, $"行政区划代码未知：{value}");
        }
    }

    /// <summary>The first fault in the order missing, form, code: a platform says one thing at a time.</summary>
    public FieldFault? First() => _faults.Count == 0 ? null : _faults.MinBy(fault => fault.Fault);

    /// <summary>One digest for one content, without the columns named.</summary>
    public string ContentDigest(params ReadOnlySpan<string> without) => CanonicalContent.Digest(_members, without);

    private static Dictionary<string, JsonElement> MembersOf(JsonElement row)
    {
        var members = new Dictionary<string, JsonElement>(48, StringComparer.Ordinal);
        if (row.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in row.EnumerateObject())
            {
                members[member.Name] = member.Value;
            }
        }

        return members;
    }

    public static bool IsDigits(string text, int length) => text.Length == length && text.All(char.IsAsciiDigit);
}
