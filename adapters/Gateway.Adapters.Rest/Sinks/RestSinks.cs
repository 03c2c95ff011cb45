using Gateway.Adapters.Rest.Calls;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Rest.Sinks;

/// <summary>A target that shares between authorities.</summary>
public class RestSharingSink : RestSink, ISharingSink
{
    internal RestSharingSink(RestPlatform platform, string target, RestTargetOptions options)
        : base(platform, target, options)
    {
    }

    /// <inheritdoc/>
    public Mapping Map(Shareable result, BatchStamp stamp) => Rows.Map(result, stamp);
}

/// <summary>The same with books that can be read.</summary>
public sealed class RestSharingBook : RestSharingSink, ILedger
{
    internal RestSharingBook(RestPlatform platform, string target, RestTargetOptions options)
        : base(platform, target, options)
    {
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<LedgerEntry> ReadLedgerAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        Book!.ReadAsync(from, to, cancellationToken);

    /// <inheritdoc/>
    public string DigestOf(ReadOnlyMemory<byte> row) => Book!.DigestOf(row);

    /// <inheritdoc/>
    public bool IsOwn(string wireId) => Book!.IsOwn(wireId);

    /// <inheritdoc/>
    public IReadOnlyList<LedgerRow> RowsOf(PushBatch batch) => Book!.RowsOf(batch, WithdrawsById);
}

/// <summary>A target that publishes to society.</summary>
public class RestPublicitySink : RestSink, IPublicitySink
{
    internal RestPublicitySink(RestPlatform platform, string target, RestTargetOptions options)
        : base(platform, target, options)
    {
    }

    /// <inheritdoc/>
    public Mapping Map(Publishable result, BatchStamp stamp) => Rows.Map(result.Shareable, stamp);
}

/// <summary>The same with books that can be read.</summary>
public sealed class RestPublicityBook : RestPublicitySink, ILedger
{
    internal RestPublicityBook(RestPlatform platform, string target, RestTargetOptions options)
        : base(platform, target, options)
    {
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<LedgerEntry> ReadLedgerAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        Book!.ReadAsync(from, to, cancellationToken);

    /// <inheritdoc/>
    public string DigestOf(ReadOnlyMemory<byte> row) => Book!.DigestOf(row);

    /// <inheritdoc/>
    public bool IsOwn(string wireId) => Book!.IsOwn(wireId);

    /// <inheritdoc/>
    public IReadOnlyList<LedgerRow> RowsOf(PushBatch batch) => Book!.RowsOf(batch, WithdrawsById);
}
