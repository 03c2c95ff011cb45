using System.Globalization;
using System.Security;
using System.Text.Json;
using Gateway.Adapters.Json;
using Gateway.Adapters.Signing;

namespace Gateway.Adapters.Rest.Templates;

/// <summary>The values of a call's variables: its own over those below it.</summary>
internal sealed class CallValues(CallValues? below = null)
{
    private static readonly TimeSpan ChinaStandardTime = TimeSpan.FromHours(8);

    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    public object? this[string name]
    {
        get => _values.TryGetValue(name, out var value) ? value : below?[name];
        set => _values[name] = value;
    }

    /// <summary>These values with one more.</summary>
    public CallValues With(string name, object? value) => new(this) { [name] = value };

    /// <summary>A variable as text, or <see langword="null"/> when it has no value.</summary>
    public string? Text(string name, string? format, TextForm form)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var value = dot < 0 ? this[name] : (this[name[..dot]] as RawJson)?.Member(name[(dot + 1)..]);
        return value switch
        {
            null => null,
            RawJson raw => form == TextForm.Xml ? raw.ToXml(format) : raw.Json,
            _ => Escape(Write(value, format), form),
        };
    }

    private static string Write(object value, string? format) => value switch
    {
        DateTimeOffset instant => format switch
        {
            "ms" => Signatures.Milliseconds(instant),
            "s" => Signatures.Seconds(instant),
            _ => instant.ToOffset(ChinaStandardTime).ToString(format ?? "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        },
        // Times of day without an offset are Asia/Shanghai.
        DateTime local => Write(new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), ChinaStandardTime), format),
        DateOnly day => day.ToString(format ?? "yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(format, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Escape(string text, TextForm form) => form switch
    {
        TextForm.Plain => text,
        TextForm.Path => Uri.EscapeDataString(text),
        TextForm.Json => JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        TextForm.Xml => SecurityElement.Escape(WithoutControls(text)),
    };

    // XML 1.0 has no way to write them.
    private static string WithoutControls(string text) =>
        text.Any(c => !System.Xml.XmlConvert.IsXmlChar(c) && !char.IsSurrogate(c))
            ? string.Concat(text.Where(c => System.Xml.XmlConvert.IsXmlChar(c) || char.IsSurrogate(c)))
            : text;
}

/// <summary>A value that is JSON already: a row, or an array of them.</summary>
internal sealed record RawJson(string Json)
{
    /// <summary>A member of an object as text, an array's elements joined by commas.</summary>
    public string? Member(string name)
    {
        using var document = JsonDocument.Parse(Json);
        return document.RootElement.Member(name) switch
        {
            { ValueKind: JsonValueKind.Array } list => string.Join(',', list.EnumerateArray().Select(element => element.ToString())),
            { ValueKind: not JsonValueKind.Null } value => value.ToString(),
            _ => null,
        };
    }

    /// <summary>Every row as an element of the given name with its columns as elements; a name is needed for an array only.</summary>
    public string ToXml(string? element)
    {
        using var document = JsonDocument.Parse(Json);
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? string.Concat(document.RootElement.EnumerateArray().Select(row => Element(element ?? "row", row)))
            : element is null ? Members(document.RootElement) : Element(element, document.RootElement);
    }

    private static string Element(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"<{name}>{Members(value)}</{name}>",
        JsonValueKind.Array => string.Concat(value.EnumerateArray().Select(item => Element(name, item))),
        JsonValueKind.Null => $"<{name}/>",
        _ => $"<{name}>{new CallValues { ["v"] = value.ToString() }.Text("v", null, TextForm.Xml)}</{name}>",
    };

    private static string Members(JsonElement row) => string.Concat(row.EnumerateObject().Select(member => Element(member.Name, member.Value)));
}
