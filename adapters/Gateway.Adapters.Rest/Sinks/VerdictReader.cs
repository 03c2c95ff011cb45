using System.Text.Json;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Json;
using Gateway.Adapters.Rest.Calls;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Rest.Sinks;

/// <summary>Reads what an answer says of single rows.</summary>
internal sealed class VerdictReader(VerdictOptions options)
{
    /// <summary>The verdicts of a batch; rows that the answer does not name are as the profile says.</summary>
    public IReadOnlyList<RowVerdict> Read(RestAnswer answer, AnswerOptions where, PushBatch batch)
    {
        List<RowVerdict> verdicts = [];
        if (answer.Found.Rows is { } rows)
        {
            using var document = JsonDocument.Parse(rows);
            verdicts.AddRange(Items(document.RootElement).Select(row => Verdict(row, where, batch.Operation)));
        }

        if (options.Unlisted == UnlistedRows.Accepted)
        {
            var named = verdicts.Select(verdict => verdict.WireId).ToHashSet(StringComparer.Ordinal);
            verdicts.AddRange(batch.WireIds.Where(id => !named.Contains(id)).Select(id => new RowVerdict(id, Taken(batch.Operation), answer.Code, "")));
        }

        return verdicts;
    }

    public static IEnumerable<JsonElement> Items(JsonElement rows) => rows.ValueKind == JsonValueKind.Array ? [.. rows.EnumerateArray()] : [rows];

    /// <summary>What a row is that a call of its own took.</summary>
    public static VerdictKind Taken(DeliveryOperation operation) =>
        operation == DeliveryOperation.Withdraw ? VerdictKind.Withdrawn : VerdictKind.Accepted;

    private RowVerdict Verdict(JsonElement row, AnswerOptions where, DeliveryOperation operation)
    {
        var code = TextOf(row, where.RowCode) ?? "";
        var kind = code switch
        {
            _ when options.Accepted.Contains(code) => Taken(operation),
            _ when options.Published.Contains(code) => VerdictKind.Published,
            _ when options.Withdrawn.Contains(code) => VerdictKind.Withdrawn,
            _ when options.Rejected.Contains(code) => VerdictKind.Rejected,
            _ => options.OthersRejected ? VerdictKind.Rejected : VerdictKind.Unknown,
        };
        return new RowVerdict(
            TextOf(row, where.Id) ?? "", kind, code, TextOf(row, where.RowMessage) ?? "", WireText.DayOf(TextOf(row, where.RowDay)));
    }

    /// <summary>A value at a dotted path below a row.</summary>
    public static string? TextOf(JsonElement row, string? path)
    {
        if (path is null)
        {
            return null;
        }

        JsonElement? at = row;
        foreach (var member in path.Split('.'))
        {
            at = at?.Member(member);
        }

        return at?.ValueKind switch
        {
            JsonValueKind.String => at.Value.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => at.Value.GetRawText(),
            _ => null,
        };
    }
}
