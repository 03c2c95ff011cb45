using Gateway.Adapters.Sinks;

namespace Gateway.Pipeline.Delivery;

/// <summary>What an answered batch makes of one of its deliveries.</summary>
public sealed record DeliveryVerdict(long DeliveryId, string State, string? Code, string? Message);

/// <summary>How many rows got which judgement.</summary>
public sealed record VerdictCounts(int Accepted, int Published, int Withdrawn, int Rejected, int Unknown);

/// <summary>Reads a batch's answer delivery by delivery. A row without a verdict, or with an unknown code, is never success. Pure.</summary>
public static class VerdictRules
{
    public static IReadOnlyList<DeliveryVerdict> Of(HeldBatch batch, IReadOnlyList<RowVerdict> verdicts)
    {
        var rows = OfRows(batch.Push.WireIds, verdicts);
        var judged = new DeliveryVerdict[batch.Members.Count];
        var row = 0;
        for (var i = 0; i < judged.Length; i++)
        {
            RowVerdict? worst = null;
            for (var last = row + batch.Members[i].Rows; row < last; row++)
            {
                worst = worst is null || Weight(rows[row].Kind) > Weight(worst.Kind) ? rows[row] : worst;
            }

            judged[i] = Judge(batch.Members[i].DeliveryId, batch.Push.Operation, worst);
        }

        return judged;
    }

    public static VerdictCounts Count(IReadOnlyList<string> wireIds, IReadOnlyList<RowVerdict> verdicts)
    {
        var rows = OfRows(wireIds, verdicts);
        int Of(VerdictKind kind) => rows.Count(x => x.Kind == kind);
        return new VerdictCounts(
            Of(VerdictKind.Accepted), Of(VerdictKind.Published), Of(VerdictKind.Withdrawn), Of(VerdictKind.Rejected), Of(VerdictKind.Unknown));
    }

    /// <summary>The days under which the platform's ledger files the rows, where it said so of any.</summary>
    public static IReadOnlyList<DateOnly?>? DaysOf(IReadOnlyList<string> wireIds, IReadOnlyList<RowVerdict> verdicts) =>
        verdicts.Any(x => x.Day is not null) ? [.. OfRows(wireIds, verdicts).Select(x => x.Day)] : null;

    /// <summary>One verdict a row, in the rows' order; what the platform says of rows that are not ours is nobody's.</summary>
    private static RowVerdict[] OfRows(IReadOnlyList<string> wireIds, IReadOnlyList<RowVerdict> verdicts)
    {
        var byRow = new Dictionary<string, RowVerdict>(verdicts.Count);
        foreach (var verdict in verdicts)
        {
            if (!byRow.TryAdd(verdict.WireId, verdict) && byRow[verdict.WireId] is var first && first.Kind != verdict.Kind)
            {
                byRow[verdict.WireId] = new RowVerdict(
                    verdict.WireId, VerdictKind.Unknown, "contradictory",
                    $"平台对同一条记录答复不一：{first.Code} {first.Message}；{verdict.Code} {verdict.Message}");
            }
        }

        return
        [
            .. wireIds.Select(id => byRow.TryGetValue(id, out var found)
                ? found
                : new RowVerdict(id, VerdictKind.Unknown, "no_verdict", "平台的回复中没有这条记录")),
        ];
    }

    private static DeliveryVerdict Judge(long id, DeliveryOperation operation, RowVerdict? worst) => worst?.Kind switch
    {
        VerdictKind.Accepted or VerdictKind.Published or VerdictKind.Withdrawn when operation == DeliveryOperation.Withdraw =>
            new DeliveryVerdict(id, DeliveryStates.Withdrawn, null, null),
        VerdictKind.Accepted => new DeliveryVerdict(id, DeliveryStates.Accepted, null, null),
        VerdictKind.Published => new DeliveryVerdict(id, DeliveryStates.Published, null, null),
        VerdictKind.Rejected => new DeliveryVerdict(id, DeliveryStates.Rejected, worst.Code, worst.Message),
        // Withdrawn though nobody asked: the platform holds something else than we meant.
        VerdictKind.Withdrawn => new DeliveryVerdict(id, DeliveryStates.Parked, "withdrawn_unasked", worst.Message),
        _ => new DeliveryVerdict(id, DeliveryStates.Parked, "unknown_answer", $"平台回复无法识别：{worst?.Code} {worst?.Message}"),
    };

    private static int Weight(VerdictKind kind) => kind switch
    {
        VerdictKind.Accepted => 0,
        VerdictKind.Published => 0,
        VerdictKind.Withdrawn => 1,
        VerdictKind.Unknown => 2,
        VerdictKind.Rejected => 3,
    };
}
