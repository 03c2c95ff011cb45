using System.Text;
using System.Text.Json;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Pipeline.Certification.Certify;

/// <summary>Checks of what a source makes of bodies of another shape or encoding. Nothing is asked of the platform: a page that it sent is changed.</summary>
internal static class ShapeChecks
{
    private const string Added = "certify_added_field";
    private const string Drift = "结构变化有记录";
    private const string Encoded = "GBK 内容";
    private const string Broken = "坏字节只坏一行";

    public static IEnumerable<CheckResult> Of(ISource source, Feed feed, SourceSample sample)
    {
        var subject = feed.Wire();
        var body = sample.Pages[0].Body.ToArray();
        if (JsonSurgery.RowsIn(body) is null)
        {
            const string Why = "页面原文不是含行数组的 JSON";
            return [CheckResult.None(subject, Drift, Why), CheckResult.None(subject, Encoded, Why), CheckResult.None(subject, Broken, Why)];
        }

        return [Drifts(source, feed, body), Gbk(source, feed, body), OneBroken(source, feed, body)];
    }

    private static CheckResult Drifts(ISource source, Feed feed, byte[] body)
    {
        var subject = feed.Wire();
        var plain = source.Parse(feed, body);
        var silent = new List<string>();
        if (!Says(source.Parse(feed, JsonSurgery.WithField(body, Added, "x")), "new", Added))
        {
            silent.Add("多出的字段");
        }

        var used = JsonSurgery.FieldsOf(body).Where(x => Changes(JsonSurgery.WithoutField(body, x))).Take(3).ToList();
        silent.AddRange(used.Where(x => !Says(source.Parse(feed, JsonSurgery.WithoutField(body, x)), "missing", x)).Select(x => $"缺少的字段 {x}"));
        silent.AddRange(used.Where(x => !SaysRetyped(source, feed, JsonSurgery.Retyped(body, x), x)).Select(x => $"类型改变的字段 {x}"));
        return silent.Count == 0 && used.Count > 0
            ? CheckResult.Passed(subject, Drift, $"多出、缺少、改类型（{string.Join("、", used)}）都有记录")
            : CheckResult.Failed(subject, Drift, used.Count == 0 ? "第一行没有任何字段用于映射" : $"没有记录：{string.Join("；", silent)}", "平台改接口时不会被发现：检查字段映射；适配器不记录结构变化属缺陷");

        bool Changes(byte[] changed) => !SourceChecks.Same(source.Parse(feed, changed).Rows, plain.Rows);
    }

    private static bool Says(PageRows rows, string kind, string field) => rows.Drift.Any(x => x.Kind == kind && x.Field == field);

    private static bool SaysRetyped(ISource source, Feed feed, byte[] body, string field)
    {
        var rows = source.Parse(feed, body);
        return Says(rows, "retyped", field) || rows.Rows.Any(x => x.Unreadable is not null);
    }

    private static CheckResult Gbk(ISource source, Feed feed, byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        if (!text.Any(x => x > 0x7f))
        {
            return CheckResult.None(feed.Wire(), Encoded, "原文没有中文");
        }

        try
        {
            var rows = source.Parse(feed, Gb18030().GetBytes(text));
            return SourceChecks.Same(rows.Rows, source.Parse(feed, body).Rows)
                ? CheckResult.Passed(feed.Wire(), Encoded, "声明为 UTF-8 的 GBK 内容读出的与 UTF-8 相同")
                : rows.Rows.All(x => x.Unreadable is not null)
                    ? CheckResult.Passed(feed.Wire(), Encoded, "GBK 内容整页不采用，不会成为乱码")
                    : CheckResult.Failed(feed.Wire(), Encoded, "GBK 内容被读成了别的文字", "乱码会入库：检查编码设置");
        }
        catch (Exception refused) when (refused is JsonException or InvalidOperationException or FormatException)
        {
            return CheckResult.Passed(feed.Wire(), Encoded, "GBK 内容整页不采用，不会成为乱码");
        }
    }

    /// <summary>One byte of a Chinese character lost: its row must not pass, others must.</summary>
    private static CheckResult OneBroken(ISource source, Feed feed, byte[] body)
    {
        var rowsAt = Math.Max(0, body.AsSpan().IndexOf("[{"u8)); // what stands before the rows may be Chinese too
        var at = Array.FindIndex(body, rowsAt, x => x >= 0xe4);
        var plain = source.Parse(feed, body);
        if (at < 0 || plain.Rows.Count < 2)
        {
            return CheckResult.None(feed.Wire(), Broken, "原文没有中文，或不足两行");
        }

        var broken = body.ToArray();
        broken[at] = (byte)'?';
        try
        {
            var rows = source.Parse(feed, broken);
            var passed = rows.Rows.Zip(plain.Rows).Count(x => x.First.Unreadable is null && !x.First.Values.SequenceEqual(x.Second.Values));
            return passed > 0
                ? CheckResult.Failed(feed.Wire(), Broken, "含坏字节的行照样采用", "半个汉字会入库：适配器应把该行作为读不懂的行隔离")
                : CheckResult.Passed(feed.Wire(), Broken, $"{rows.Rows.Count(x => x.Unreadable is not null)} 行不采用，其余照常");
        }
        catch (Exception refused) when (refused is JsonException or InvalidOperationException or FormatException)
        {
            return CheckResult.Passed(feed.Wire(), Broken, "整页不采用");
        }
    }

    private static Encoding Gb18030()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030");
    }
}
