using System.Globalization;
using System.Text.Json;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.ExchangeRest;

/// <summary>Reads the platform's own books of results: an area, days of submission.</summary>
internal sealed class ExchangeLedger(string area, ExchangeRestOptions options, ExchangeSession session)
{
    private readonly List<string> _digested = [.. InspectionColumns.Digested.Select(column => options.ResultColumns[column])];

    public string DigestOf(ReadOnlyMemory<byte> row) => RowDigest.Of(row, _digested);

    /// <summary>Every row says itself what it does: a correction may delete the rows of matters that are no longer in it.</summary>
    public IReadOnlyList<LedgerRow> RowsOf(PushBatch batch)
    {
        using var payload = JsonDocument.Parse(batch.Payload);
        return [.. payload.RootElement.GetProperty("rows").EnumerateArray().Zip(batch.WireIds, (row, id) => new LedgerRow(
            id,
            row.TextOf(options.ResultColumns["cd_operation"]) == "d" ? LedgerState.Withdrawn : LedgerState.InForce,
            RowDigest.Of(row, _digested),
            WireText.DayOf(row.TextOf(options.ResultColumns["submitted_date"]))))];
    }

    public IAsyncEnumerable<LedgerEntry> ReadAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        LedgerPages.ReadAsync((number, token) => PageAsync(from, to, number, token), cancellationToken);

    private async Task<LedgerPage> PageAsync(DateOnly from, DateOnly to, int number, CancellationToken cancellationToken)
    {
        var address = PeerAddress.Join(
            options.BaseAddress!, options.ProxyPath,
            (options.Query.Area, area), (options.Query.From, WireText.Date(from)), (options.Query.To, WireText.Date(to)),
            (options.Query.PageNumber, number.ToString(CultureInfo.InvariantCulture)));
        var answer = await session.Client.ReadAsync(
            token => session.CallAsync(
                options.Services.ResultLedger, CallKind.Read, () => new HttpRequestMessage(HttpMethod.Get, address), DocumentAnswer.Read,
                token),
            cancellationToken);
        if (!session.IsSuccess(answer))
        {
            throw new PermanentFailure("peer_" + answer.Code, $"对方拒绝台账查询（{answer.Code}）：{answer.Message}");
        }

        var rows = answer.Data.ListOf("rows") ?? throw new TransientFailure("bad_ledger", "对方台账应答没有数据成员");
        return new LedgerPage(answer.Data.NumberOf("total") ?? long.MaxValue, [.. rows.Select(Entry)]);
    }

    private static LedgerEntry Entry(JsonElement row) => new(
        row.TextOf("record_unique_identity") ?? "",
        row.TextOf("state") switch
        {
            "TAKEN" => LedgerState.InForce,
            "DELETED" => LedgerState.Withdrawn,
            _ => LedgerState.Unknown,
        },
        row.TextOf("digest") ?? "");
}
