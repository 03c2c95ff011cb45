using System.Net;
using System.Text.Json;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Publicity;

/// <summary>Batches of items and their receipts.</summary>
internal sealed class PublicityBatches(PublicityOptions options, PublicityCall call, PublicityLedger ledger, TimeProvider time)
{
    public async Task<PushOutcome> SendAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        var answer = await call.PostAsync(PeerAddress.Join(options.BaseAddress!, options.Paths.Batch), batch.Payload, cancellationToken);
        if (answer.Status == HttpStatusCode.NotFound)
        {
            throw new PermanentFailure("http_404", "对方没有该接口（HTTP 404），请检查地址与配置");
        }

        if (answer.Status == HttpStatusCode.Conflict)
        {
            // The number is taken by another content: sending under it again can't help, and another number might publish twice.
            throw new PermanentFailure("batch_conflict", $"对方已有批次号 {batch.Stamp.BatchNo} 但内容不同（HTTP 409）");
        }

        using var body = answer.ReadJson();
        if (answer.Status == HttpStatusCode.BadRequest)
        {
            return new PushOutcome.RefusedWhole(body.RootElement.TextOf("code") ?? "400", PublicityPayload.WordsOf(body.RootElement));
        }

        return body.RootElement.TextOf("state") == "RECEIVED" && IsAbout(batch, body.RootElement)
            ? new PushOutcome.Received()
            : throw answer.Unreadable("bad_receipt", $"对方没有确认收到本批次{Said(body.RootElement)}");
    }

    public async Task<PushOutcome> ReceiptAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        var address = PeerAddress.Join(options.BaseAddress!, options.Paths.Receipt, ("batchNo", batch.Stamp.BatchNo));
        var answer = await call.GetAsync(address, cancellationToken);
        if (answer.Peer.Status == HttpStatusCode.NotFound)
        {
            return new PushOutcome.NotKnown();
        }

        switch (answer.Body.TextOf("state"))
        {
            case not null when !IsAbout(batch, answer.Body):
                throw answer.Peer.Unreadable("other_batch", $"对方应答的是另一批次（{answer.Body.TextOf("batchNo") ?? "无批次号"}）的回执");
            case "PROCESSING":
                return new PushOutcome.Received();
            case "DONE" when answer.Body.ListOf("items") is { } items:
                return new PushOutcome.Answered(await VerdictsAsync(batch, items, cancellationToken));
            case var state:
                throw answer.Peer.Unreadable("bad_receipt", $"对方回执状态未知：{state ?? "无"}{Said(answer.Body)}");
        }
    }

    private static bool IsAbout(PushBatch batch, JsonElement answer) => answer.TextOf("batchNo") == batch.Stamp.BatchNo;

    private static string Said(JsonElement answer) =>
        answer.TextOf("code") is { } code ? $"（{code}）：{PublicityPayload.WordsOf(answer)}" : "";

    private async Task<IReadOnlyList<RowVerdict>> VerdictsAsync(
        PushBatch batch, IReadOnlyList<JsonElement> items, CancellationToken cancellationToken)
    {
        var verdicts = items.Select(Verdict).ToList();
        var claimed = verdicts.Where(verdict => options.Codes.AlreadyPublished.Contains(verdict.Code)).ToList();
        if (claimed.Count == 0)
        {
            return verdicts;
        }

        // "Already published": ours, if the ledger's digest equals ours; then the answer to an earlier attempt was lost.
        var ours = await OwnDigestsInLedgerAsync(batch, claimed, cancellationToken);
        return [.. verdicts.Select(verdict => ours.Contains(verdict.WireId) ? verdict with { Kind = VerdictKind.Published } : verdict)];
    }

    private static RowVerdict Verdict(JsonElement item)
    {
        var kind = item.TextOf("state") switch
        {
            "PUBLISHED" => VerdictKind.Published,
            "REJECTED" => VerdictKind.Rejected,
            _ => VerdictKind.Unknown,
        };
        return new RowVerdict(
            item.TextOf(PublicityPayload.Id) ?? "", kind, item.TextOf("code") ?? "", item.TextOf("msg") ?? "", WireText.DayOf(item.TextOf("publicDate")));
    }

    private async Task<HashSet<string>> OwnDigestsInLedgerAsync(
        PushBatch batch, IReadOnlyList<RowVerdict> claimed, CancellationToken cancellationToken)
    {
        using var payload = PublicityPayload.Read(batch);
        var wanted = claimed.Select(verdict => verdict.WireId).ToHashSet(StringComparer.Ordinal);
        var own = PublicityPayload.Items(payload)
            .Where(item => wanted.Contains(item.TextOf(options.Columns[PublicityPayload.Id]) ?? ""))
            .ToDictionary(item => item.TextOf(options.Columns[PublicityPayload.Id])!, ledger.DigestOf, StringComparer.Ordinal);
        var authorities = PublicityPayload.Items(payload).Select(item => item.TextOf(options.Columns["INSAUTH"])).Distinct().ToList();
        HashSet<string> ours = new(StringComparer.Ordinal);
        // The earlier publication is at most as old as the batch could be: the ledger goes by days of publication.
        var (from, to) = (DateOnly.FromDateTime(batch.Stamp.FormedAt).AddDays(-options.LookBackDays), Today());
        foreach (var authority in authorities)
        {
            await foreach (var entry in ledger.ScanAsync(from, to, authority, cancellationToken))
            {
                if (entry.State == LedgerState.InForce && own.GetValueOrDefault(entry.WireId) == entry.Digest)
                {
                    ours.Add(entry.WireId);
                }
            }
        }

        return ours;
    }

    private DateOnly Today() => DateOnly.FromDateTime(time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime).AddDays(1);
}
