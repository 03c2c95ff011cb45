using System.Globalization;
using System.Text.Json;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Crypto;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Credit;

/// <summary>
/// Target <c>credit</c>: the stored payload is the business JSON in clear (encrypted at rest by the pipeline); the SM2/SM4 envelope is made
/// afresh at every send. The same id replaces, so a lost answer is simply asked for by sending again.
/// </summary>
public sealed class CreditSink : IPublicitySink, ILedger
{
    private readonly string _area;
    private readonly CreditOptions _options;
    private readonly CreditCall _call;
    private readonly CheckRow _rows;
    private readonly Sm2Sm4Envelope _envelope;

    internal CreditSink(AdapterContext context, CreditOptions options)
    {
        _area = context.Area;
        _options = options;
        _call = new CreditCall(context, options);
        _rows = new CheckRow(context, options);
        _envelope = new Sm2Sm4Envelope(new Sm2Encryptor(options.PlatformPublicKey!));
        Traits = options.Routing.ToTraits(publishes: true, exemptByRule: null, asynchronousReceipts: false);
        Limits = options.Limits.ToLimits();
    }

    /// <inheritdoc/>
    public string Target => CreditProfile.ProfileName;

    /// <inheritdoc/>
    public TargetTraits Traits { get; }

    /// <inheritdoc/>
    public SinkLimits Limits { get; }

    /// <inheritdoc/>
    public Mapping Map(Publishable result, BatchStamp stamp) => _rows.Map(result.Shareable);

    /// <inheritdoc/>
    public byte[] Compose(BatchStamp stamp, IReadOnlyList<WireRow> rows) => WireJson.WriteArray(rows);

    /// <inheritdoc/>
    public async Task<PushOutcome> PushAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        var address = PeerAddress.Join(_options.BaseAddress!, _options.Paths.Check);
        var answer = await _call.PostAsync(address, () => _envelope.Seal(batch.Payload.Span), cancellationToken);
        if (!answer.IsSuccess)
        {
            return new PushOutcome.RefusedWhole(answer.Code, answer.Words);
        }

        var rows = answer.Body.Member("data")?.ListOf("rows")
            ?? throw answer.Peer.Unreadable("no_receipts", "对方应答成功但没有逐条结果");
        return new PushOutcome.Answered([.. rows.Select(row => Verdict(row, batch.Operation))]);
    }

    /// <inheritdoc/>
    public Task<PushOutcome> ProbeAsync(PushBatch batch, CancellationToken cancellationToken) =>
        Task.FromResult<PushOutcome>(new PushOutcome.NotAsked());

    /// <inheritdoc/>
    public Task<PushOutcome> ReceiptAsync(PushBatch batch, CancellationToken cancellationToken) =>
        throw new NotSupportedException("credit answers with its receipts at once");

    /// <inheritdoc/>
    public IAsyncEnumerable<LedgerEntry> ReadLedgerAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        LedgerPages.ReadAsync((number, token) => LedgerPageAsync(from, to, number, token), cancellationToken);

    /// <inheritdoc/>
    public string DigestOf(ReadOnlyMemory<byte> row) => RowDigest.Of(row, _rows.DigestedNames);

    /// <summary>The ledger shows the rows of all who report there.</summary>
    public bool IsOwn(string wireId) => RecordId.IsOf(_area, wireId);

    /// <inheritdoc/>
    public IReadOnlyList<LedgerRow> RowsOf(PushBatch batch)
    {
        using var payload = JsonDocument.Parse(batch.Payload);
        return [.. payload.RootElement.EnumerateArray().Zip(batch.WireIds, (row, id) => new LedgerRow(
            id,
            row.TextOf(_options.Columns["publicstatus"]) == _options.StatusInForce ? LedgerState.InForce : LedgerState.Withdrawn,
            RowDigest.Of(row, _rows.DigestedNames),
            WireText.DayOf(row.TextOf(_options.Columns["JC_RQ"]))))];
    }

    private static RowVerdict Verdict(JsonElement row, DeliveryOperation operation)
    {
        var id = row.TextOf("id") ?? "";
        return row.Member("ok")?.ValueKind switch
        {
            JsonValueKind.True => new RowVerdict(
                id, operation == DeliveryOperation.Withdraw ? VerdictKind.Withdrawn : VerdictKind.Accepted, "0", ""),
            JsonValueKind.False => new RowVerdict(id, VerdictKind.Rejected, "row_refused", Errors(row)),
            _ => new RowVerdict(id, VerdictKind.Unknown, row.TextOf("ok") ?? "", row.TextOf("msg") ?? Errors(row)),
        };
    }

    private static string Errors(JsonElement row) => string.Join(
        "；", (row.ListOf("errors") ?? []).Select(error => $"{error.TextOf("field")}：{error.TextOf("reason")}"));

    private async Task<LedgerPage> LedgerPageAsync(DateOnly from, DateOnly to, int number, CancellationToken cancellationToken)
    {
        var address = PeerAddress.Join(
            _options.BaseAddress!, _options.Paths.Ledger,
            ("kind", "check"), ("from", WireText.SlashedDate(from)), ("to", WireText.SlashedDate(to)),
            ("page", number.ToString(CultureInfo.InvariantCulture)));
        var answer = await _call.GetAsync(address, cancellationToken);
        if (!answer.IsSuccess)
        {
            throw new PermanentFailure("peer_" + answer.Code, $"对方拒绝台账查询（{answer.Code}）：{answer.Words}");
        }

        var data = answer.Body.Member("data");
        var rows = data?.ListOf("rows") ?? throw answer.Peer.Unreadable("bad_ledger", "对方台账应答没有数据成员");
        return new LedgerPage(data?.NumberOf("total") ?? long.MaxValue, [.. rows.Select(Entry)]);
    }

    private LedgerEntry Entry(JsonElement row)
    {
        var status = row.TextOf("publicstatus") ?? "";
        var state = status == _options.StatusInForce ? LedgerState.InForce
            : status.Length > 0 ? LedgerState.Withdrawn
            : LedgerState.Unknown;
        return new LedgerEntry(row.TextOf("id") ?? "", state, row.TextOf("digest") ?? "");
    }
}
