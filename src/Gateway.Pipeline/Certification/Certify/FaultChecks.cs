using Gateway.Adapters.Configuration;
using Gateway.Contracts;
using Gateway.Pipeline.Pull;
using Gateway.Pipeline.Runs;

namespace Gateway.Pipeline.Certification.Certify;

/// <summary>
/// Checks of a feed under spoiled answers, each by a real full pull after a good one: whatever comes, nothing that is stored may go, and what is
/// no data must not be taken for it.
/// </summary>
internal sealed class FaultChecks(IAdapterDirectory adapters, PullJob pulls, RunStore runs, WireSpoiler spoiler)
{
    private static readonly string[] Names =
        ["空应答不删库存", "末页丢失不算读完", "重复页不算读完", "网页不当作数据", "截断不当作数据", "平台忙时不动库存", "限流后按要求再试", "重复行只算一次", "故障过后恢复"];

    public static IEnumerable<CheckResult> None(string subject, string why) => Names.Select(x => CheckResult.None(subject, x, why));

    public async Task<IReadOnlyList<CheckResult>> RunAsync(string area, Feed feed, SourceSample sample, CancellationToken cancellationToken)
    {
        var subject = feed.Wire();
        if (JsonSurgery.RowsIn(sample.Pages[0].Body) is null)
        {
            return [.. None(subject, "页面原文不是含行数组的 JSON")];
        }

        if (await DataKeyAsync(area, feed, cancellationToken) is not { } key)
        {
            return [.. None(subject, "该数据不经 HTTP 读取，应答不能在途中改动")];
        }

        var stored = await runs.CountStoredAsync(area, feed, cancellationToken);
        byte[]? first = null;
        List<CheckResult> checks =
        [
            await SpoiledAsync("空应答不删库存", Rewriting(JsonSurgery.WithoutRows), mayComplete: false, "空的全量被当成全部注销：总数和行数须相互核对"),
            sample is { Whole: true, Pages: [{ Total: not null }, .., { Rows.Rows.Count: > 0 } last] }
                ? await SpoiledAsync(
                    "末页丢失不算读完", Rewriting(body => JsonSurgery.FirstRowOf(body) == JsonSurgery.FirstRowOf(last.Body) ? JsonSurgery.WithoutRows(body) : body),
                    mayComplete: false, "少了的行会被当成注销：读到的行数须与总数相符", mayHold: false)
                : CheckResult.None(subject, "末页丢失不算读完", "平台没有给出总数（由缩减阈值保护），或该数据只有一页"),
            sample.Pages.Count > 1
                ? await SpoiledAsync("重复页不算读完", Rewriting(body => first ??= body), mayComplete: false, "平台总是给同一页时会读出错误的全集，或永远读不完")
                : CheckResult.None(subject, "重复页不算读完", "该数据只有一页"),
            await SpoiledAsync("网页不当作数据", new Spoil(SpoilKind.Html, [key]), mayComplete: false, "HTTP 200 的维护网页被当成了数据", mayHold: false),
            await SpoiledAsync("截断不当作数据", new Spoil(SpoilKind.Truncated, [key]), mayComplete: false, "半截应答被当成了完整数据", mayHold: false),
            await SpoiledAsync("平台忙时不动库存", new Spoil(SpoilKind.Busy, [key]), mayComplete: false, "平台忙被当成了没有数据", mayHold: false),
            await LimitedAsync(area, feed, key, cancellationToken),
            await SpoiledAsync("重复行只算一次", Rewriting(JsonSurgery.FirstRowAgain) with { Times = 1 }, mayComplete: true, "同一标识入库两次，或整次读取出错"),
        ];
        var end = await pulls.RunAsync(new PullCommand(area, feed, Full: true), cancellationToken);
        checks.Add(end is PullOutcome.Completed && await runs.CountStoredAsync(area, feed, cancellationToken) == stored
            ? CheckResult.Passed(subject, "故障过后恢复", $"再读完成，库存仍为 {stored} 行")
            : CheckResult.Failed(subject, "故障过后恢复", SourceChecks.Words(end), "故障留下了后果：看读取记录"));
        return checks;

        Spoil Rewriting(Func<byte[], byte[]> rewrite) => new(SpoilKind.Rewritten, [key]) { Rewrite = rewrite };

        async Task<CheckResult> SpoiledAsync(string name, Spoil spoil, bool mayComplete, string remedy, bool mayHold = true)
        {
            PullOutcome outcome;
            using (spoiler.With(spoil))
            {
                outcome = await pulls.RunAsync(new PullCommand(area, feed, Full: true), cancellationToken);
            }

            var after = await runs.CountStoredAsync(area, feed, cancellationToken);
            var words = $"{SourceChecks.Words(outcome)}；库存 {stored} → {after} 行";
            // A row that was written over is missing from a complete read: its deletion is right, and the next read brings it back.
            var kept = mayComplete ? after >= stored - 1 && after <= stored : after == stored;
            var told = outcome is PullOutcome.Failed { Code: not "internal" } || (mayHold && outcome is PullOutcome.Held) || (mayComplete && outcome is PullOutcome.Completed { Counters: { Balanced: true, Repeated: > 0 } });
            return kept && told ? CheckResult.Passed(subject, name, words) : CheckResult.Failed(subject, name, words, remedy);
        }
    }

    private async Task<CheckResult> LimitedAsync(string area, Feed feed, string key, CancellationToken cancellationToken)
    {
        const string Name = "限流后按要求再试";
        spoiler.Forget();
        PullOutcome outcome;
        using (spoiler.With(new Spoil(SpoilKind.TooMany, [key], Times: 1)))
        {
            outcome = await pulls.RunAsync(new PullCommand(area, feed, Full: true), cancellationToken);
        }

        var calls = spoiler.Calls.Where(x => x.Key == key).ToList();
        var refused = calls.FindIndex(x => x.Spoiled);
        if (calls.Count > refused + 1)
        {
            var waited = calls[refused + 1].At - calls[refused].At;
            return outcome is PullOutcome.Completed && waited >= TimeSpan.FromMilliseconds(950)
                ? CheckResult.Passed(feed.Wire(), Name, $"应答 429、要求等 1 秒，{waited.TotalSeconds:0.0} 秒后再读，完成")
                : CheckResult.Failed(feed.Wire(), Name, $"应答 429、要求等 1 秒，{waited.TotalSeconds:0.0} 秒后再读；{SourceChecks.Words(outcome)}", "须按 Retry-After 等待");
        }

        return outcome is PullOutcome.Failed
            ? CheckResult.Passed(feed.Wire(), Name, "应答 429 后没有再打扰平台，留待下次运行")
            : CheckResult.Failed(feed.Wire(), Name, SourceChecks.Words(outcome), "HTTP 429 被当成了数据");
    }

    /// <summary>The call that brings the data: the last one of a read of one page, for what comes before it fetches tokens and secrets.</summary>
    private async Task<string?> DataKeyAsync(string area, Feed feed, CancellationToken cancellationToken)
    {
        var source = adapters.SourceOf(area, feed) ?? throw new InvalidOperationException($"{area} {feed}");
        spoiler.Forget();
        await SourceSample.ReadAsync(source, SourceChecks.Full(area, feed), 1, cancellationToken);
        return spoiler.Calls is [.., var last] ? last.Key : null;
    }
}
