using System.Globalization;
using System.Text.Json;
using Gateway.Adapters.Crypto;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Credit;

/// <summary>
/// One kind of row at the platform. The stored payload is the business JSON in clear (encrypted at rest by the pipeline); the SM2/SM4
/// envelope is made afresh at every send. The same id replaces, so a lost answer is simply asked for by sending again.
/// </summary>
public abstract class CreditSink : ISink, ILedger
{
    private readonly string _area;
    private readonly CreditOptions _options;
    private readonly CreditCall _call;
    private readonly CreditBook _book;
    private readonly Sm2Sm4Envelope _envelope;

    private protected CreditSink(string area, CreditOptions options, CreditCall call, CreditBook book, RoutingOptions routing, LimitOptions limits)
    {
        (_area, _options, _call, _book) = (area, options, call, book);
        _envelope = new Sm2Sm4Envelope(new Sm2Encryptor(options.PlatformPublicKey!));
        Traits = routing.ToTraits(publishes: true, exemptByRule: null, asynchronousReceipts: false);
        Limits = limits.ToLimits();
        Platform = PlatformKey.Of(CreditProfile.ProfileName, options.BaseAddress!);
    }

    /// <inheritdoc/>
    public string Target => _book.Target;

    /// <inheritdoc/>
    public PlatformKey Platform { get; }

    /// <inheritdoc/>
    public TargetTraits Traits { get; }

    /// <inheritdoc/>
    public SinkLimits Limits { get; }

    /// <inheritdoc/>
    public byte[] Compose(BatchStamp stamp, IReadOnlyList<WireRow> rows) => WireJson.WriteArray(rows);

    /// <inheritdoc/>
    public async Task<PushOutcome> PushAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        var address = PeerAddress.Join(_options.BaseAddress!, _book.Path);
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
    public string DigestOf(ReadOnlyMemory<byte> row) => RowDigest.Of(row, _book.Digested);

    /// <summary>The ledger shows the rows of all who report there.</summary>
    public bool IsOwn(string wireId) => RecordId.IsOf(_area, wireId);

    /// <inheritdoc/>
    public IReadOnlyList<LedgerRow> RowsOf(PushBatch batch)
    {
        using var payload = JsonDocument.Parse(batch.Payload);
        return [.. payload.RootElement.EnumerateArray().Zip(batch.WireIds, (row, id) => new LedgerRow(
            id,
            row.TextOf(_book.StatusName) == _options.StatusInForce ? LedgerState.InForce : LedgerState.Withdrawn,
            RowDigest.Of(row, _book.Digested),
            WireText.DayOf(row.TextOf(_book.DayName))))];
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
            ("kind", _book.Kind), ("from", WireText.SlashedDate(from)), ("to", WireText.SlashedDate(to)),
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

/// <summary>One of the platform's books.</summary>
/// <param name="Target">Name of the target.</param>
/// <param name="Kind">Its name in the ledger's query.</param>
/// <param name="Path">Where its rows go, below the base address.</param>
/// <param name="Digested">Names on the wire of the columns that its ledger digests, in order.</param>
/// <param name="StatusName">Name on the wire of <c>publicstatus</c>.</param>
/// <param name="DayName">Name on the wire of the day under which its ledger files a row.</param>
internal sealed record CreditBook(
    string Target, string Kind, string Path, IReadOnlyList<string> Digested, string StatusName, string DayName);
