using Gateway.Adapters.Sinks;
using Gateway.Contracts.Results;
using Gateway.Pipeline.Delivery;

namespace Gateway.Benchmarks.Delivery;

/// <summary>One target with its batches made beforehand: the bare loop has nothing to do but to sign, send and note.</summary>
internal sealed record PreparedTarget(ISink Sink, IReadOnlyList<PreparedBatch> Batches)
{
    public static async Task<PreparedTarget> MakeAsync(
        ISink sink, IReadOnlyList<InspectionResult> results, BatchNumberStore numbers, CancellationToken cancellationToken)
    {
        var today = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime;
        var formedAt = new DateTime(today.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond);
        var parts = results.Chunk(sink.Limits.MaxRows).ToList();
        var stamps = await numbers.TakeAsync(sink.Target, DateOnly.FromDateTime(formedAt), parts.Count, cancellationToken);
        return new PreparedTarget(sink, [.. parts.Zip(stamps, (part, number) => Batch(sink, part, new BatchStamp(number, formedAt)))]);
    }

    private static PreparedBatch Batch(ISink sink, InspectionResult[] results, BatchStamp stamp)
    {
        var rows = results.SelectMany(x => Rows(sink, new Shareable(x, DirectoryFacts.None, DeliveryOperation.Insert), stamp)).ToList();
        return new PreparedBatch(
            new PushBatch(stamp, DeliveryOperation.Insert, sink.Compose(stamp, rows), [.. rows.Select(x => x.WireId)]), [.. results.Select(x => x.Id ?? "")]);
    }

    private static IReadOnlyList<WireRow> Rows(ISink sink, Shareable result, BatchStamp stamp)
    {
        var mapping = sink switch
        {
            IPublicitySink publicity when Publishable.From(result, exemptNow: false) is { } publishable => publicity.Map(publishable, stamp),
            ISharingSink sharing => sharing.Map(result, stamp),
            _ => throw new InvalidOperationException($"{sink.Target} takes no results"),
        };
        return mapping is Mapping.Mapped mapped ? mapped.Rows : throw new InvalidOperationException($"{sink.Target}: {mapping}");
    }
}

/// <param name="Push">As it is sent.</param>
/// <param name="Ids">The results in it.</param>
internal sealed record PreparedBatch(PushBatch Push, IReadOnlyList<string> Ids);
