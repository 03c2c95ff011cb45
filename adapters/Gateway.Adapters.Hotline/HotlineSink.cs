using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Hotline;

/// <summary>
/// Target <c>hotline</c>: what became of the leads that came from it, a call a step, the steps of a lead in their order. The same step again is the
/// same there, so a batch that broke off half-way is simply sent again from its beginning.
/// </summary>
public sealed class HotlineSink : ILeadSink
{
    private static readonly FrozenSet<HttpStatusCode> Judged = FrozenSet.Create(HttpStatusCode.NotFound);

    private readonly HotlineOptions _options;
    private readonly HotlineCall _call;

    internal HotlineSink(AdapterContext context, HotlineOptions options)
    {
        (_options, _call) = (options, new HotlineCall(context, options));
        Limits = options.Limits.ToLimits();
        Platform = PlatformKey.Of(HotlineProfile.ProfileName, options.BaseAddress!);
    }

    /// <inheritdoc/>
    public string Target => HotlineProfile.ProfileName;

    /// <inheritdoc/>
    public PlatformKey Platform { get; }

    /// <summary>Handling has no subject and no exemption: routing of results does not apply.</summary>
    public TargetTraits Traits { get; } = new(false, [], [], NeedsUscc: false, TakesExempt: false, AsynchronousReceipts: false);

    /// <inheritdoc/>
    public SinkLimits Limits { get; }

    /// <inheritdoc/>
    public Mapping Map(HandledLead lead, BatchStamp stamp) => new Mapping.Mapped([.. lead.Steps.Select(step => new WireRow(
        string.Create(CultureInfo.InvariantCulture, $"{lead.LeadNo}#{step.Place}"), Json(lead.LeadNo, step)))]);

    /// <inheritdoc/>
    public byte[] Compose(BatchStamp stamp, IReadOnlyList<WireRow> rows) => WireJson.WriteArray(rows);

    /// <inheritdoc/>
    public async Task<PushOutcome> PushAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        using var payload = JsonDocument.Parse(batch.Payload);
        var verdicts = new List<RowVerdict>(batch.WireIds.Count);
        foreach (var (row, id) in payload.RootElement.EnumerateArray().Zip(batch.WireIds))
        {
            verdicts.Add(await SendAsync(row.TextOf("leadNo") ?? "", id, row.GetProperty("handling"), cancellationToken));
        }

        return new PushOutcome.Answered(verdicts);
    }

    /// <inheritdoc/>
    public Task<PushOutcome> ProbeAsync(PushBatch batch, CancellationToken cancellationToken) =>
        Task.FromResult<PushOutcome>(new PushOutcome.NotAsked());

    /// <inheritdoc/>
    public Task<PushOutcome> ReceiptAsync(PushBatch batch, CancellationToken cancellationToken) =>
        throw new NotSupportedException("hotline answers with its receipts at once");

    private async Task<RowVerdict> SendAsync(string leadNo, string id, JsonElement handling, CancellationToken cancellationToken)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(handling.GetRawText());
        var path = $"{_options.LeadsPath.TrimEnd('/')}/{Uri.EscapeDataString(leadNo)}/{_options.HandlingPath.TrimStart('/')}";
        var answer = await _call.SendAsync(
            CallKind.Push, signature => JsonRequest.Post(PeerAddress.Join(_options.BaseAddress!, path, signature), body), Judged, Read, cancellationToken);
        return answer switch
        {
            // An address that is wrong answers 404 too: only what speaks of the lead in the platform's own form is about the lead.
            { Status: HttpStatusCode.NotFound, Code: null } => throw new PermanentFailure("http_404", "对方没有该接口（HTTP 404），请检查地址与配置"),
            { Status: HttpStatusCode.NotFound } => new RowVerdict(id, VerdictKind.Rejected, answer.Code, answer.Words.Length == 0 ? "对方没有这条线索" : answer.Words),
            _ when _call.IsSuccess(answer) => new RowVerdict(id, VerdictKind.Accepted, answer.Code!, answer.Words),
            _ => new RowVerdict(id, VerdictKind.Rejected, answer.Code!, answer.Words),
        };
    }

    private static HandlingAnswer Read(PeerAnswer peer)
    {
        if (peer.Status == HttpStatusCode.NotFound)
        {
            try
            {
                var body = peer.ReadElement();
                return new HandlingAnswer(body.TextOf("code"), body.TextOf("message") ?? "", peer.Status);
            }
            catch (TransientFailure)
            {
                return new HandlingAnswer(null, "", peer.Status);
            }
        }

        var answer = peer.ReadElement();
        return new HandlingAnswer(answer.TextOf("code"), answer.TextOf("message") ?? "", peer.Status);
    }

    private byte[] Json(string leadNo, HandlingStep step) => WireJson.Write(writer =>
    {
        var handling = step.Handling;
        writer.WriteStartObject();
        writer.WriteString("leadNo", leadNo);
        writer.WriteStartObject("handling");
        writer.WriteString("state", _options.States[HotlineStates.NameOf(handling.State!.Value)]);
        writer.WriteString("deptCode", handling.DeptCode);
        writer.WriteString("text", handling.Text);
        writer.WriteString("at", WireText.Instant(handling.At!.Value));
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private sealed record HandlingAnswer(string? Code, string Words, HttpStatusCode Status) : HotlineAnswer(Code, Words);
}
