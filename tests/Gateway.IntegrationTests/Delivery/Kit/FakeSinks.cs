using System.Text;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.CreditRecords;

namespace Gateway.Testing;

/// <summary>A target whose rows are the lines <c>id|version</c> and whose batches begin with their number.</summary>
internal abstract class FakeSink(string target, TargetTraits traits, FakePeer peer, int maxRows) : ISink
{
    public string Target => target;

    public PlatformKey Platform { get; init; } = new(target, "");

    public TargetTraits Traits => traits;

    public SinkLimits Limits { get; init; } = new(maxRows, 2, TimeSpan.FromSeconds(10), TimeSpan.FromHours(24));

    public byte[] Compose(BatchStamp stamp, IReadOnlyList<WireRow> rows) =>
        Encoding.UTF8.GetBytes($"{stamp.BatchNo}\n{string.Join('\n', rows.Select(x => Encoding.UTF8.GetString(x.Json)))}\n");

    public Task<PushOutcome> PushAsync(PushBatch batch, CancellationToken cancellationToken) => peer.PushAsync(batch, cancellationToken);

    public Task<PushOutcome> ProbeAsync(PushBatch batch, CancellationToken cancellationToken) => peer.ProbeAsync(batch, cancellationToken);

    public Task<PushOutcome> ReceiptAsync(PushBatch batch, CancellationToken cancellationToken) => peer.ReceiptAsync(batch, cancellationToken);

    protected static Mapping OneRow(Shareable shareable) =>
        new Mapping.Mapped([new WireRow($"{shareable.Result.Area}-{shareable.Result.Id}", Encoding.UTF8.GetBytes($"{shareable.Result.Id}|{shareable.Result.Version}"))]);
}

internal sealed class FakeSharingSink(string target, TargetTraits traits, FakePeer peer, int maxRows = 100)
    : FakeSink(target, traits, peer, maxRows), ISharingSink
{
    public Func<Shareable, Mapping?>? OnMap { get; set; }

    public Mapping Map(Shareable result, BatchStamp stamp) => OnMap?.Invoke(result) ?? OneRow(result);
}

internal sealed class FakePublicitySink(string target, TargetTraits traits, FakePeer peer, int maxRows = 100)
    : FakeSink(target, traits, peer, maxRows), IPublicitySink
{
    public Mapping Map(Publishable result, BatchStamp stamp) => OneRow(result.Shareable);
}

internal static class FakeTraits
{
    public static TargetTraits Publicity { get; } = new(true, ["01", "02", "03"], ["91", "92", "93"], true, false, true);

    public static TargetTraits Credit { get; } = new(true, ["01", "02", "03", "04", "05", "06", "07"], [], true, false, false);

    public static TargetTraits Records { get; } = new(true, [], [], false, false, false);

    public static TargetTraits Exchange { get; } = new(false, [], [], false, true, false);
}

internal sealed class FakeRecordSink<T>(string target, FakePeer peer, int maxRows = 100)
    : FakeSink(target, FakeTraits.Records, peer, maxRows), IRecordSink<T>
    where T : class, ICreditRecord
{
    /// <summary>Every record that was mapped, in order.</summary>
    public List<RecordCopy<T>> Mapped { get; } = [];

    public Mapping Map(PublishableRecord<T> record, BatchStamp stamp)
    {
        var copy = record.Copy;
        Mapped.Add(copy);
        return new Mapping.Mapped([new WireRow($"{copy.Record.Area}-{copy.Record.Id}", Encoding.UTF8.GetBytes($"{copy.Record.Id}|{copy.Record.Version}"))]);
    }
}
