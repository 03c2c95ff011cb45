using System.Globalization;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Pull;
using Gateway.Pipeline.Runs;

namespace Gateway.Pipeline.Certification.Certify;

/// <summary>Checks of a feed that need no spoiled answer: is it read whole, once, in order, from any point, and again from what was landed.</summary>
internal sealed class SourceChecks(IAdapterDirectory adapters, PullJob pulls, IPageSizes sizes, TimeProvider clock)
{
    /// <summary>Beyond this a feed is not pulled into the scratch database: its first pages are looked at.</summary>
    public const int MostRows = 20_000;

    private const int Compared = 30;
    private static readonly int[] Sizes = [1, 2, 7, 13];

    public async Task<(IReadOnlyList<CheckResult> Checks, SourceSample? Sample)> RunAsync(string area, Feed feed, CancellationToken cancellationToken)
    {
        var source = adapters.SourceOf(area, feed) ?? throw new InvalidOperationException($"{area} {feed}");
        var sample = await SourceSample.ReadAsync(source, Full(area, feed), 2_000, cancellationToken);
        var subject = feed.Wire();
        if (sample.Keys.Count == 0)
        {
            return ([CheckResult.None(subject, "全量读取", "平台没有这一类数据的行，读取的各项无法验证")], null);
        }

        List<CheckResult> checks =
        [
            .. await PulledAsync(area, feed, sample, cancellationToken),
            .. await PagedAsync(area, feed, sample, cancellationToken),
            await LaterAsync(source, area, feed, sample, cancellationToken),
            Again(source, feed, sample),
        ];
        return (checks, sample);
    }

    public static PullRequest Full(string area, Feed feed) => new(area, feed, PullMode.Full, null, null, null);

    private async Task<IReadOnlyList<CheckResult>> PulledAsync(string area, Feed feed, SourceSample sample, CancellationToken cancellationToken)
    {
        const string First = "全量读取";
        const string Second = "再读一遍不变";
        var subject = feed.Wire();
        if (!sample.Whole && sample.Pages[0].Total is not <= MostRows)
        {
            var why = $"数据超过 {MostRows} 行，不在验证库里整读；分页、增量与重读已按前 {sample.Keys.Count} 行验证";
            return [CheckResult.None(subject, First, why), CheckResult.None(subject, Second, why)];
        }

        var first = await pulls.RunAsync(new PullCommand(area, feed, Full: true), cancellationToken);
        if (first is not PullOutcome.Completed { Counters: { Balanced: true, After: > 0 } stored })
        {
            return [CheckResult.Failed(subject, First, Words(first), "看该原因；字段名、总数、快照号的设置见平台档案"), CheckResult.None(subject, Second, "全量读取未通过")];
        }

        // What the platform changed meanwhile is not ours: one more look.
        var second = await pulls.RunAsync(new PullCommand(area, feed, Full: true), cancellationToken);
        second = IsUnchanged(second) ? second : await pulls.RunAsync(new PullCommand(area, feed, Full: true), cancellationToken);
        return
        [
            CheckResult.Passed(subject, First, Words(first)),
            IsUnchanged(second)
                ? CheckResult.Passed(subject, Second, $"未变 {stored.After} 行")
                : CheckResult.Failed(subject, Second, Words(second), "同样的数据两次读出不同：检查标识字段的映射，以及行里有没有每次都变的内容"),
        ];
    }

    public static bool IsUnchanged(PullOutcome outcome) => outcome is PullOutcome.Completed { Counters: { New: 0, Changed: 0, DeletedByAbsence: 0, DeletedByRow: 0, Balanced: true } };

    private async Task<IReadOnlyList<CheckResult>> PagedAsync(string area, Feed feed, SourceSample sample, CancellationToken cancellationToken)
    {
        const string Same = "分页大小不影响结果";
        const string Ties = "页边的同一时刻";
        var subject = feed.Wire();
        var expected = sample.Keys.Take(Compared).ToList();
        var edges = new HashSet<int>();
        var taken = new List<int>();
        foreach (var size in Sizes)
        {
            if (sizes.SourceOf(area, feed, size) is not { } source)
            {
                return
                [
                    CheckResult.None(subject, Same, "该平台档案没有分页大小可设"), CheckResult.None(subject, Ties, "该平台档案没有分页大小可设，无法把同一时刻的行分到两页"),
                ];
            }

            IReadOnlyList<string> keys;
            try
            {
                keys = [.. (await SourceSample.ReadAsync(source, Full(area, feed), expected.Count, cancellationToken)).Keys.Take(expected.Count)];
            }
            catch (PermanentFailure)
            {
                continue; // a platform may refuse pages that small
            }

            taken.Add(size);
            if (!keys.SequenceEqual(expected))
            {
                var at = keys.Zip(expected).TakeWhile(x => x.First == x.Second).Count();
                return
                [
                    CheckResult.Failed(
                        subject, Same, $"每页 {size} 行时，第 {at + 1} 行起与默认分页不同（{keys.Count}/{expected.Count} 行）",
                        "页号从 0 还是从 1 起、偏移的单位、排序字段是否唯一：核对分页设置，或请平台按（时间，编号）排序"),
                    CheckResult.None(subject, Ties, "分页未通过"),
                ];
            }

            edges.UnionWith(Enumerable.Range(1, expected.Count - 1).Where(x => x % size == 0));
        }

        if (taken.Count == 0)
        {
            var why = $"平台不接受每页 {string.Join("、", Sizes)} 行";
            return [CheckResult.None(subject, Same, why), CheckResult.None(subject, Ties, why)];
        }

        var rows = sample.Rows.Take(expected.Count).ToList();
        var ties = edges.Count(x => rows[x].Values[Envelope.ChangedAt] is { } at && at == rows[x - 1].Values[Envelope.ChangedAt]);
        return
        [
            CheckResult.Passed(subject, Same, $"每页 {string.Join("、", taken)} 行与默认分页的前 {expected.Count} 行相同、同序"),
            ties > 0
                ? CheckResult.Passed(subject, Ties, $"{ties} 处页边正好落在同一时刻的行之间，没有丢失或重复")
                : CheckResult.None(subject, Ties, "所比较的行没有落在页边的同一时刻，未能验证"),
        ];
    }

    /// <summary>An incremental read from the middle brings all that a full one has from there on, what has the same instant too.</summary>
    private async Task<CheckResult> LaterAsync(ISource source, string area, Feed feed, SourceSample sample, CancellationToken cancellationToken)
    {
        const string Name = "增量不漏";
        var subject = feed.Wire();
        var (request, expected) = Middle(area, feed, sample);
        if (request is null)
        {
            return CheckResult.None(subject, Name, "行里没有变更时间，平台也没有给出游标（或只有一页），未能验证");
        }

        var wanted = expected.ToHashSet();
        var seen = 0;
        await foreach (var page in source.ReadAsync(request, cancellationToken))
        {
            wanted.ExceptWith(page.Rows.Rows.Select(IdentityOf));
            seen += page.Rows.Rows.Count;
            if (wanted.Count == 0 || seen > MostRows)
            {
                break;
            }
        }

        return wanted.Count == 0
            ? CheckResult.Passed(subject, Name, $"自{From(request)}起应有的 {expected.Count} 条记录都在增量读取中")
            : CheckResult.Failed(
                subject, Name, $"自{From(request)}起应有 {expected.Count} 条记录，增量读取缺 {wanted.Count} 条",
                "起始时间应包含（≥）该时刻；时间格式、时区和参数名：核对增量设置");
    }

    private (PullRequest? Request, IReadOnlyList<string> Expected) Middle(string area, Feed feed, SourceSample sample)
    {
        var rows = sample.Rows.ToList();
        var at = rows[rows.Count / 2].Values[Envelope.ChangedAt];
        if (DateTime.TryParseExact(at, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from))
        {
            var request = new PullRequest(
                area, feed, PullMode.Incremental, new FeedCursor(from, rows[rows.Count / 2].Values[Envelope.ChangeId], null), from,
                ChinaTime.Of(clock.GetUtcNow()).AddMinutes(10));
            // Text in this form is ordered as the instants are.
            return (request, [.. rows.Where(x => string.CompareOrdinal(x.Values[Envelope.ChangedAt], at) >= 0).Select(IdentityOf).Distinct()]);
        }

        return sample.Pages is [{ Cursor: { Opaque: not null } cursor }, _, ..]
            ? (new PullRequest(area, feed, PullMode.Incremental, cursor, null, null), [.. sample.Pages.Skip(1).SelectMany(x => x.Rows.Rows).Select(IdentityOf).Distinct()])
            : (null, []);
    }

    // An incremental read holds the last change of each record: which one that is may differ from what a full read showed first.
    private static string IdentityOf(RawRow row) => row.Values[Envelope.Identity] ?? "";

    private static string From(PullRequest request) =>
        request.UpdatedFrom is { } from ? $" {from.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} " : "第一页的游标";

    private static CheckResult Again(ISource source, Feed feed, SourceSample sample)
    {
        const string Name = "落地原文可重读";
        var other = sample.Pages.FirstOrDefault(x => !Same(source.Parse(feed, x.Body).Rows, x.Rows.Rows));
        return other is null
            ? CheckResult.Passed(feed.Wire(), Name, $"{sample.Pages.Count} 页原文重读与读取时相同")
            : CheckResult.Failed(feed.Wire(), Name, $"第 {other.Number} 页重读与读取时不同", "适配器的 Parse 与读取不一致：这是适配器的缺陷，请报给开发者");
    }

    public static bool Same(IReadOnlyList<RawRow> one, IReadOnlyList<RawRow> other) =>
        one.Count == other.Count && one.Zip(other).All(x => x.First.Values.SequenceEqual(x.Second.Values) && x.First.Unreadable == x.Second.Unreadable);

    public static string Words(PullOutcome outcome) => outcome switch
    {
        PullOutcome.Completed { Counters: var x } => string.Create(
            CultureInfo.InvariantCulture,
            $"读取 {x.Fetched}，新增 {x.New}，变更 {x.Changed}，未变 {x.Unchanged}，删除 {x.DeletedByRow + x.DeletedByAbsence}，隔离 {x.Quarantined}，重复 {x.Repeated}，库存 {x.After}{(x.Balanced ? "" : "，不平衡")}"),
        PullOutcome.Held held => $"暂停：{held.Message}",
        PullOutcome.Failed failed => $"失败（{failed.Code}）：{failed.Message}",
        PullOutcome.Busy => "另一次运行正在读取",
        _ => "没有配置",
    };
}
