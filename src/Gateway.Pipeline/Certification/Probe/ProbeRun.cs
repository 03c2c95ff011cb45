using System.Globalization;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Probing;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Runs;

namespace Gateway.Pipeline.Certification.Probe;

/// <summary>Goes the way to a feed or target once. Reads at most one page; sends nothing.</summary>
public sealed class ProbeRun(IAdapterDirectory adapters, WireWatch watch, TimeProvider clock)
{
    /// <summary>An id that no platform has.</summary>
    private const string Nobody = "00000000000000";

    public async Task<ProbeReport?> FeedAsync(string area, Feed feed, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (adapters.SourceOf(area, feed) is not { } source)
        {
            return null;
        }

        var steps = source is IProbe own
            ? await CollectAsync(own, feed, limit, cancellationToken)
            : await WatchedAsync(token => FirstPageAsync(source, new PullRequest(area, feed, PullMode.Full, null, null, null), token), limit, cancellationToken);
        return new ProbeReport(area, feed.Wire(), source.Profile, steps);
    }

    public async Task<ProbeReport?> TargetAsync(string area, string target, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (adapters.SinksOf(area).FirstOrDefault(x => x.Target == target) is not { } sink)
        {
            return null;
        }

        return new ProbeReport(area, target, sink.Platform.ToString(), await StepsOfAsync(area, sink, limit, cancellationToken));
    }

    private async Task<IReadOnlyList<ProbeStep>> StepsOfAsync(string area, ISink sink, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (sink is IProbe own)
        {
            return await CollectAsync(own, null, limit, cancellationToken);
        }

        if (sink is ILedger ledger)
        {
            return await WatchedAsync(token => LedgerAsync(ledger, token), limit, cancellationToken);
        }

        if (sink.Traits.AsynchronousReceipts)
        {
            return await WatchedAsync(token => ReceiptAsync(sink, token), limit, cancellationToken);
        }

        // Nothing can be asked about this target by itself: its platform may answer for another.
        var sibling = adapters.SinksOf(area).FirstOrDefault(x => x is ILedger && x.Platform == sink.Platform);
        if (sibling is ILedger other)
        {
            return [Borrowed($"目标 {sibling.Target} 的台账"), .. await WatchedAsync(token => LedgerAsync(other, token), limit, cancellationToken)];
        }

        return [new ProbeStep("试探", ProbeMark.Skipped, "该目标没有不发送数据就能询问的接口", "用 gateway adapters certify 在测试地址上验证")];
    }

    private static ProbeStep Borrowed(string from) => new("试探", ProbeMark.Skipped, $"该目标没有可询问的接口，借同一平台{from}来试");

    private async Task<IReadOnlyList<ProbeStep>> WatchedAsync(Func<CancellationToken, Task<ProbeEnd>> call, TimeSpan limit, CancellationToken cancellationToken)
    {
        watch.Begin();
        var end = await LimitedAsync(call, limit, cancellationToken);
        return ProbeReading.Of(watch.Facts, end, clock.GetUtcNow());
    }

    private async Task<ProbeEnd> LimitedAsync(Func<CancellationToken, Task<ProbeEnd>> call, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(limit, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await call(linked.Token);
        }
        catch (TransientFailure failure)
        {
            return new ProbeEnd.Refused(failure.Code, failure.Message, Final: false);
        }
        catch (PermanentFailure failure)
        {
            return new ProbeEnd.Refused(failure.Code, failure.Message, Final: true);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new ProbeEnd.TimedOut(limit);
        }
    }

    private async Task<IReadOnlyList<ProbeStep>> CollectAsync(IProbe probe, Feed? feed, TimeSpan limit, CancellationToken cancellationToken)
    {
        var steps = new List<ProbeStep>();
        var end = await LimitedAsync(
            async token =>
            {
                await foreach (var step in probe.ProbeAsync(feed, token))
                {
                    steps.Add(step);
                }

                return new ProbeEnd.Read(0, "");
            },
            limit, cancellationToken);
        if (end is not ProbeEnd.Read)
        {
            steps.Add(new ProbeStep(
                "试探", ProbeMark.Failed, end is ProbeEnd.Refused x ? x.Message : $"{limit.TotalSeconds:0} 秒内没有结束", "检查网络与该平台的配置"));
        }

        return steps;
    }

    private static async Task<ProbeEnd> FirstPageAsync(ISource source, PullRequest request, CancellationToken cancellationToken)
    {
        await foreach (var page in source.ReadAsync(request, cancellationToken))
        {
            return PageEnd(page);
        }

        return new ProbeEnd.Read(0, "一页 0 行", "平台没有给出任何一页：核对区划、服务编码和权限");
    }

    private static ProbeEnd.Read PageEnd(SourcePage page)
    {
        var rows = page.Rows.Rows;
        var words = string.Create(CultureInfo.InvariantCulture, $"一页 {rows.Count} 行{(page.Total is { } total ? $"，共 {total} 行" : "")}");
        var odd = new List<string>();
        if (rows.Count == 0)
        {
            odd.Add("没有数据：核对区划、服务编码和该账号的权限");
        }

        if (rows.Count(x => x.Unreadable is not null) is > 0 and var bad)
        {
            odd.Add($"{bad} 行读不懂：{rows.First(x => x.Unreadable is not null).Unreadable}");
        }

        odd.AddRange(page.Rows.Drift.GroupBy(x => x.Kind).Select(x => $"{DriftWords(x.Key)} {string.Join("、", x.Take(5).Select(y => y.Field))}"));
        return new ProbeEnd.Read(rows.Count, words, odd.Count == 0 ? null : string.Join("；", odd));
    }

    private static string DriftWords(string kind) => kind switch
    {
        "new" => "多出的字段：",
        "missing" => "缺少的字段：",
        "retyped" => "类型不同的字段：",
        _ => $"{kind}：",
    };

    private async Task<ProbeEnd> LedgerAsync(ILedger ledger, CancellationToken cancellationToken)
    {
        var today = ChinaTime.DayOf(clock.GetUtcNow());
        await foreach (var entry in ledger.ReadLedgerAsync(today, today, cancellationToken))
        {
            return new ProbeEnd.Read(1, "台账可以查询，当日有记录");
        }

        return new ProbeEnd.Read(0, "台账可以查询，当日没有记录");
    }

    private async Task<ProbeEnd> ReceiptAsync(ISink sink, CancellationToken cancellationToken)
    {
        var batch = new PushBatch(new BatchStamp(Nobody, ChinaTime.Of(clock.GetUtcNow())), DeliveryOperation.Insert, ReadOnlyMemory<byte>.Empty, []);
        return await sink.ReceiptAsync(batch, cancellationToken) is PushOutcome.NotKnown
            ? new ProbeEnd.Read(0, "回执可以查询（问的是不存在的批号，对方答没有）")
            : new ProbeEnd.Read(0, "回执可以查询", "对方对不存在的批号给出了回执：核对回执接口");
    }
}
