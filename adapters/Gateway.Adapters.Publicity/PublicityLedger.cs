using System.Globalization;
using System.Text.Json;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Publicity;

/// <summary>The system's own books: days of publication.</summary>
internal sealed class PublicityLedger(PublicityOptions options, PublicityCall call)
{
    private readonly List<string> _digested = [.. PublicityItem.Digested.Select(column => options.Columns[column])];

    public IAsyncEnumerable<LedgerEntry> ReadAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        LedgerPages.ReadAsync((number, token) => PageAsync(from, to, null, number, token), cancellationToken);

    /// <summary>Looks through an authority's entries, though more may be published meanwhile.</summary>
    public IAsyncEnumerable<LedgerEntry> ScanAsync(DateOnly from, DateOnly to, string? authority, CancellationToken cancellationToken) =>
        LedgerPages.ScanAsync((number, token) => PageAsync(from, to, authority, number, token), cancellationToken);

    /// <summary>A withdrawal names the item only; the day is that of publication, which the receipt says.</summary>
    public IReadOnlyList<LedgerRow> RowsOf(PushBatch batch)
    {
        if (batch.Operation == DeliveryOperation.Withdraw)
        {
            return [.. batch.WireIds.Select(id => new LedgerRow(id, LedgerState.Withdrawn, null, null))];
        }

        using var payload = PublicityPayload.Read(batch);
        return [.. PublicityPayload.Items(payload).Zip(batch.WireIds, (item, id) => new LedgerRow(id, LedgerState.InForce, DigestOf(item), null))];
    }

    public string DigestOf(ReadOnlyMemory<byte> row) => RowDigest.Of(row, _digested);

    public string DigestOf(JsonElement row) => RowDigest.Of(row, _digested);

    private async Task<LedgerPage> PageAsync(
        DateOnly from, DateOnly to, string? authority, int number, CancellationToken cancellationToken)
    {
        var address = PeerAddress.Join(
            options.BaseAddress!, options.Paths.Ledger,
            ("insAuth", authority), ("from", WireText.Date(from)), ("to", WireText.Date(to)),
            ("page", number.ToString(CultureInfo.InvariantCulture)));
        var answer = await call.GetAsync(address, cancellationToken);
        var status = (int)answer.Peer.Status;
        if (status is < 200 or >= 300)
        {
            throw new PermanentFailure($"http_{status}", $"对方拒绝台账查询（HTTP {status}）");
        }

        var items = answer.Body.ListOf("items") ?? throw answer.Peer.Unreadable("bad_ledger", "对方台账应答没有数据成员");
        return new LedgerPage(answer.Body.NumberOf("total") ?? long.MaxValue, [.. items.Select(Entry)]);
    }

    private static LedgerEntry Entry(JsonElement item) => new(
        item.TextOf(PublicityPayload.Id) ?? "",
        item.TextOf("state") switch
        {
            "PUBLISHED" => LedgerState.InForce,
            "WITHDRAWN" => LedgerState.Withdrawn,
            _ => LedgerState.Unknown,
        },
        item.TextOf("digest") ?? "");
}
