using System.Globalization;
using System.Text;
using Gateway.Adapters.Configuration;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Keys;
using Gateway.Pipeline.Reload;
using Gateway.Pipeline.Runs;

namespace Gateway.Host.Dashboard;

/// <summary>The configuration in force: which process works with which, what is refused and why, what changed when, and what waits for a target that was taken out.</summary>
internal static class AdaptersPage
{
    public const int MostChanges = 50;
    private const int MostLines = 100;

    public static string Render(
        IReadOnlyList<AdapterReader> readers, IReadOnlyList<AdapterChange> changes, IReadOnlyList<HeldTarget> held,
        IReadOnlyList<(string Scope, string Name, DateTimeOffset At)> uses, IReadOnlyList<CertificateLine> certificates, AdapterCatalog catalog,
        DateTimeOffset now)
    {
        var page = new StringBuilder();
        Readers(page, readers);
        Refusals(page, readers);
        Held(page, held);
        Changes(page, changes);
        Uses(page, uses);
        Certificates(page, certificates, now);
        Areas(page, catalog);
        return PageFrame.Around(page, $"{ChinaTime.Of(now):yyyy-MM-dd HH:mm:ss}");
    }

    private static void Readers(StringBuilder page, IReadOnlyList<AdapterReader> readers)
    {
        page.Append("<section><h2>生效的配置<small>改 profiles、counties 或密钥文件夹后自动检查并采用，不用重启；改错了把原文件放回即可</small></h2><table>");
        PageFrame.Heads(page, ["进程", "配置版本", "自", "状态"], _ => true);
        foreach (var x in readers)
        {
            var (tone, state) = x.Problems.Count == 0 ? ("good", "与文件一致") : ("bad", $"文件有 {x.Problems.Count} 处问题，未采用，沿用原配置");
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=t>{PageFrame.Text(x.Process)}</td><td class=t>{PageFrame.Text(Short(x.Version))}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td class=t>{ChinaTime.Of(x.Since):yyyy-MM-dd HH:mm:ss}</td><td class=\"t {tone}\">{state}</td></tr>");
        }

        Empty(page, readers.Count, 4, "进程还没有报到");
        page.Append("</table></section>");
    }

    private static void Refusals(StringBuilder page, IReadOnlyList<AdapterReader> readers)
    {
        var problems = readers.SelectMany(x => x.Problems).Distinct().Take(MostLines).ToList();
        if (problems.Count == 0)
        {
            return;
        }

        page.Append("<section><h2>未采用的原因</h2><table>");
        PageFrame.Heads(page, ["位置", "问题", "处理"], _ => true);
        foreach (var x in problems)
        {
            var place = x.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{x.File}:{x.Line}") : x.File;
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=t>{PageFrame.Text(place)}</td><td class=\"t bad\">{PageFrame.Text(x.What)}</td><td class=t>{PageFrame.Text(x.Remedy)}</td></tr>");
        }

        page.Append("</table></section>");
    }

    private static void Held(StringBuilder page, IReadOnlyList<HeldTarget> held)
    {
        if (held.Count == 0)
        {
            return;
        }

        page.Append("<section><h2>等待目标恢复<small>目标已从配置移除：未推送的保留，不会丢失；放回该目标后继续推送</small></h2><table>");
        PageFrame.Heads(page, ["目标", "地区", "未推送"], x => x != "未推送");
        foreach (var x in held)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=t>{PageFrame.Text(x.Target)}</td><td class=t>{PageFrame.Text(x.Area)}</td><td>{x.Deliveries:N0}</td></tr>");
        }

        page.Append("</table></section>");
    }

    private static void Changes(StringBuilder page, IReadOnlyList<AdapterChange> changes)
    {
        page.Append("<section><h2>变更记录</h2><table>");
        PageFrame.Heads(page, ["时间", "结果", "配置项", "原值", "新值", "来源", "涉及"], _ => true);
        foreach (var x in changes)
        {
            var at = $"{ChinaTime.Of(x.At):yyyy-MM-dd HH:mm:ss}";
            if (x.To is null)
            {
                page.Append(CultureInfo.InvariantCulture, $"<tr><td class=t>{at}</td><td class=\"t bad\">未采用</td><td class=t colspan=5>{x.Problems.Count} 处问题，例如：{PageFrame.Text(x.Problems.Count > 0 ? $"{x.Problems[0].File} {x.Problems[0].What}" : "")}</td></tr>");
            }

            foreach (var one in x.Differences.Take(MostLines))
            {
                page.Append(CultureInfo.InvariantCulture, $"<tr><td class=t>{at}</td><td class=\"t good\">采用 {PageFrame.Text(Short(x.To ?? ""))}</td><td class=t>{PageFrame.Text(one.Path)}</td>");
                page.Append(CultureInfo.InvariantCulture, $"<td class=t>{PageFrame.Text(one.Old ?? "（无）")}</td><td class=t>{PageFrame.Text(one.New ?? "（无）")}</td>");
                page.Append(CultureInfo.InvariantCulture, $"<td class=t>{PageFrame.Text(one.Origin)}</td><td class=t>{PageFrame.Text(string.Join('、', one.Areas))}</td></tr>");
            }
        }

        Empty(page, changes.Count, 7, "启动以来没有变更");
        page.Append("</table></section>");
    }

    private static void Uses(StringBuilder page, IReadOnlyList<(string Scope, string Name, DateTimeOffset At)> uses)
    {
        page.Append("<section><h2>密钥首次使用<small>平台第一次认可某一组密钥的时间；密钥本身不显示、不留存</small></h2><table>");
        PageFrame.Heads(page, ["时间", "档案", "当时的名称"], _ => true);
        foreach (var x in uses)
        {
            var name = x.Name switch { "Next" => "Next…（待启用）", "Previous" => "Previous…（旧）", _ => "现行" };
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=t>{ChinaTime.Of(x.At):yyyy-MM-dd HH:mm:ss}</td><td class=t>{PageFrame.Text(x.Scope)}</td><td class=t>{name}</td></tr>");
        }

        Empty(page, uses.Count, 3, "还没有");
        page.Append("</table></section>");
    }

    private static void Certificates(StringBuilder page, IReadOnlyList<CertificateLine> certificates, DateTimeOffset now)
    {
        page.Append("<section><h2>证书<small>到期前 30 天告警；平台证书是最近一次连接时看到的</small></h2><table>");
        PageFrame.Heads(page, ["到期", "剩余天数", "档案", "地区", "证书", "名称", "指纹"], x => x != "剩余天数");
        foreach (var x in certificates)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"t {(x.Facts.EndsSoon(now) ? "bad" : "good")}\">{ChinaTime.Of(x.Facts.NotAfter):yyyy-MM-dd}</td><td>{(x.Facts.NotAfter - now).Days:N0}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td class=t>{PageFrame.Text(x.Profile)}</td><td class=t>{PageFrame.Text(x.Area)}</td><td class=t>{PageFrame.Text(x.Role)}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td class=t>{PageFrame.Text(x.Facts.Name)}</td><td class=t>{PageFrame.Text(x.Facts.Thumbprint)}</td></tr>");
        }

        Empty(page, certificates.Count, 7, "没有配置证书，也还没有经 TLS 连接平台");
        page.Append("</table></section>");
    }

    private static void Areas(StringBuilder page, AdapterCatalog catalog)
    {
        page.Append("<section><h2>地区<small>逐项取值及其来源：gateway adapters show</small></h2><table>");
        PageFrame.Heads(page, ["地区", "读取", "推送目标"], _ => true);
        foreach (var x in catalog.Areas)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=t>{PageFrame.Text(x.Area)} {PageFrame.Text(x.Name)}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td class=t>{PageFrame.Text(string.Join('、', x.Feeds.Select(y => y.Profile).Distinct()))}</td><td class=t>{PageFrame.Text(string.Join('、', x.Targets))}</td></tr>");
        }

        page.Append("</table></section>");
    }

    private static void Empty(StringBuilder page, int count, int columns, string words)
    {
        if (count == 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"t zero\" colspan={columns}>{words}</td></tr>");
        }
    }

    private static string Short(string version) => version.Length > 12 ? version[..12] : version;
}
