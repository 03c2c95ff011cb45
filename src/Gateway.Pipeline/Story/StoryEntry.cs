using System.Globalization;
using System.Text.Json;
using Gateway.Pipeline.Audit;

namespace Gateway.Pipeline.Story;

/// <summary>An audit entry as it stands in the table: not yet believed.</summary>
internal sealed record StoryEntry(
    ChainPlace Place, Guid EntryId, DateTimeOffset At, string Kind, string? Area, string Subject, string Detail, byte[] Leaf, byte[] Proof)
{
    /// <summary>Whether one of the texts of an array begins so.</summary>
    public bool Holds(string array, string beginning) => ItemOf(array, beginning) is not null;

    /// <summary>The rest of the first text of an array that begins so; <see langword="null"/> when there is none.</summary>
    public string? ItemOf(string array, string beginning)
    {
        using var detail = Parse();
        return detail is not null && detail.RootElement.TryGetProperty(array, out var items) && items.ValueKind == JsonValueKind.Array
            ? items.EnumerateArray().Where(x => x.ValueKind == JsonValueKind.String).Select(x => x.GetString() ?? "")
                .FirstOrDefault(x => x.StartsWith(beginning, StringComparison.Ordinal))?[beginning.Length..]
            : null;
    }

    public string? Text(string name)
    {
        using var detail = Parse();
        return detail is not null && detail.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
    }

    /// <summary>The version in <c>result:610502/R1#2</c>.</summary>
    public int? VersionOfSubject() =>
        int.TryParse(Subject.AsSpan(Subject.LastIndexOf('#') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && Subject.Contains('#', StringComparison.Ordinal)
            ? version
            : null;

    /// <summary>0 where there is none.</summary>
    public int Number(string name)
    {
        using var detail = Parse();
        return detail is not null && detail.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt32(out var number)
            ? number
            : 0;
    }

    /// <summary>All that is text, number, yes or no, in order.</summary>
    public IReadOnlyList<(string Name, string Value)> Values()
    {
        using var detail = Parse();
        return detail is null
            ? []
            : [.. detail.RootElement.EnumerateObject()
                .Where(x => x.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                .Select(x => (x.Name, x.Value.ToString()))];
    }

    /// <summary>What somebody has altered may be no JSON any more: it then says nothing, and its hash says the rest.</summary>
    private JsonDocument? Parse()
    {
        try
        {
            var document = JsonDocument.Parse(Detail);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
