using System.Collections.Frozen;
using System.Net;
using System.Net.Http.Headers;
using Gateway.Adapters.CodeMaps;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Json;
using Gateway.Adapters.Signing;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.LawEnforcement;

/// <summary>
/// Target <c>law-enforcement</c>: inspection results, a record per result and matter. The system answers the same MessageId as it did the
/// first time, so a batch whose answer was lost is simply sent again. It has no books that could be read.
/// </summary>
public sealed class LawEnforcementSink : ISharingSink
{
    private readonly LawEnforcementOptions _options;
    private readonly TimeProvider _time;
    private readonly PeerClient _client;
    private readonly Credentials<LawEnforcementOptions> _credentials;
    private readonly InspectionRowMaker _rows;

    internal LawEnforcementSink(AdapterContext context, LawEnforcementOptions options)
    {
        (_options, _time) = (options, context.Time);
        _client = new PeerClient(context.HttpClients, LawEnforcementProfile.ProfileName, options.Transport, context.Time);
        _credentials = new Credentials<LawEnforcementOptions>(context, options);
        _rows = new InspectionRowMaker(context.CdSource, new ResultCodeMap(options.CheckResults), options.CheckResultPrecedence);
        Traits = options.Routing.ToTraits(
            publishes: false, context.ExemptByRule.TryGetValue(Target, out var exempt) ? exempt : null, asynchronousReceipts: false);
        Limits = options.Limits.ToLimits();
        Platform = PlatformKey.Of(LawEnforcementProfile.ProfileName, options.BaseAddress!);
    }

    /// <inheritdoc/>
    public string Target => LawEnforcementProfile.ProfileName;

    /// <inheritdoc/>
    public PlatformKey Platform { get; }

    /// <inheritdoc/>
    public TargetTraits Traits { get; }

    /// <inheritdoc/>
    public SinkLimits Limits { get; }

    /// <inheritdoc/>
    public Mapping Map(Shareable result, BatchStamp stamp)
    {
        switch (_rows.Make(result, stamp))
        {
            case InspectionRows.Made made:
                var bad = made.Rows.SelectMany(row => row.Values).FirstOrDefault(value => !ExchangeMessage.CanCarry(value.Value)).Key;
                return bad is null
                    ? new Mapping.Mapped([.. made.Rows.Select(row => new WireRow(row.Identity, Json(row)))])
                    : new Mapping.Unmappable("bad_character", $"“{bad}”含有 XML 不能携带的控制字符，请更正后重报");
            case InspectionRows.Not not:
                return not.Mapping;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>The records alone: their envelope is made at every attempt.</summary>
    public byte[] Compose(BatchStamp stamp, IReadOnlyList<WireRow> rows) => WireJson.WriteArray(rows);

    /// <inheritdoc/>
    public async Task<PushOutcome> PushAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        var first = _credentials.InUse;
        var credential = first;
        var (peer, reply) = await SendAsync(batch, credential.Options, cancellationToken);
        // The code does not tell a wrong signature from a wrong service: the secret that is exchanged is tried before it counts.
        while (_options.Codes.Final.Contains(reply.Code ?? "") && _credentials.After(first, credential) is { } other)
        {
            credential = other;
            (peer, reply) = await SendAsync(batch, credential.Options, cancellationToken);
        }

        var code = reply.Code ?? "";
        if (_options.Codes.Refused.Contains(code))
        {
            return new PushOutcome.RefusedWhole(code, reply.Message);
        }

        if (_options.Codes.Final.Contains(code))
        {
            throw new PermanentFailure("peer_" + code, $"对方拒绝（{code}）：{reply.Message}，请检查 Sender、Secret 与服务编码");
        }

        if (!_options.Codes.Success.Contains(code))
        {
            // Never taken for success, nor for a refusal: it may be either.
            throw peer.Unreadable("peer_" + (code.Length == 0 ? "none" : code), $"对方应答了未知的代码“{(code.Length == 0 ? "无" : code)}”：{reply.Message}");
        }

        _credentials.Taken(credential);
        if (reply.MessageId != ExchangeMessage.IdOf(batch))
        {
            throw peer.Unreadable("other_message", $"对方应答的是另一条消息（{reply.MessageId ?? "无编号"}）");
        }

        return new PushOutcome.Answered(Verdicts(batch, reply, peer));
    }

    /// <inheritdoc/>
    public Task<PushOutcome> ProbeAsync(PushBatch batch, CancellationToken cancellationToken) =>
        Task.FromResult<PushOutcome>(new PushOutcome.NotAsked());

    /// <inheritdoc/>
    public Task<PushOutcome> ReceiptAsync(PushBatch batch, CancellationToken cancellationToken) =>
        throw new NotSupportedException("law-enforcement answers with its receipts at once");

    /// <summary>A record is taken unless it is named as refused: so every name must be one of the batch's, or nothing can be said.</summary>
    private static List<RowVerdict> Verdicts(PushBatch batch, ExchangeReply reply, PeerAnswer peer)
    {
        var stray = reply.Rejected.FirstOrDefault(record => !batch.WireIds.Contains(record.Id));
        if (stray != default)
        {
            throw peer.Unreadable("stray_record", $"对方拒绝了本批次没有的记录“{stray.Id}”");
        }

        var refused = reply.Rejected.ToLookup(record => record.Id, record => record.Reason, StringComparer.Ordinal);
        var taken = batch.Operation == DeliveryOperation.Withdraw ? VerdictKind.Withdrawn : VerdictKind.Accepted;
        return [.. batch.WireIds.Select(id => refused.Contains(id)
            ? new RowVerdict(id, VerdictKind.Rejected, "row_refused", string.Join('；', refused[id]))
            : new RowVerdict(id, taken, reply.Code!, reply.Message))];
    }

    private async Task<(PeerAnswer Peer, ExchangeReply Reply)> SendAsync(
        PushBatch batch, LawEnforcementOptions secrets, CancellationToken cancellationToken)
    {
        var peer = await _client.SendAsync(Request(batch, secrets), CallKind.Push, FrozenSet<HttpStatusCode>.Empty, cancellationToken);
        return (peer, ExchangeReply.Read(peer));
    }

    private HttpRequestMessage Request(PushBatch batch, LawEnforcementOptions secrets)
    {
        var content = new ByteArrayContent(ExchangeMessage.Write(batch, secrets, _time.GetUtcNow()));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/xml", "UTF-8");
        return new HttpRequestMessage(HttpMethod.Post, PeerAddress.Join(_options.BaseAddress!, _options.Path)) { Content = content };
    }

    private byte[] Json(InspectionRow row) => WireJson.Write(writer =>
    {
        writer.WriteStartObject();
        foreach (var (column, value) in row.Values)
        {
            writer.WriteString(_options.Columns[column], value);
        }

        writer.WriteEndObject();
    });
}
