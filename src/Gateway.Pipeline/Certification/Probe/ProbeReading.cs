using System.Globalization;
using System.Net.Sockets;
using Gateway.Adapters.Probing;

namespace Gateway.Pipeline.Certification.Probe;

/// <summary>Makes steps of what was seen on the wire and how the call ended: the first that failed ends the way, what comes after was not tried. Pure.</summary>
public static class ProbeReading
{
    private static readonly TimeSpan SmallSkew = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LargeSkew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SoonExpired = TimeSpan.FromDays(30);

    // What the adapters call an answer that is data, but not the data that was asked for.
    private static readonly string[] WrongData =
        ["no_rows_member", "no_receipts", "bad_ledger", "page_overflow", "wrong_page", "feed_stuck", "empty_text", "ledger_moved", "ledger_short", "ledger_long", "ledger_repeats"];

    public static IReadOnlyList<ProbeStep> Of(IReadOnlyList<WireFact> facts, ProbeEnd end, DateTimeOffset now)
    {
        if (facts.Count == 0)
        {
            return [OffTheWire(end)];
        }

        Func<ProbeStep>[] way =
        [
            () => Resolve(facts, end), () => Connect(facts, end), () => Secure(facts, end, now), () => Admit(facts, end), () => Clock(facts, end),
            () => Form(end), () => Sign(end), () => Data(end),
        ];
        var steps = new List<ProbeStep>();
        foreach (var step in way)
        {
            var blocked = steps.FirstOrDefault(x => x.Mark == ProbeMark.Failed);
            var next = step();
            steps.Add(blocked is null ? next : new ProbeStep(next.Name, ProbeMark.Skipped, $"“{blocked.Name}”未通过，没有进行"));
        }

        return steps;
    }

    /// <summary>Nothing was called over HTTP: a database, a folder, or settings that end before any call.</summary>
    private static ProbeStep OffTheWire(ProbeEnd end) => end switch
    {
        ProbeEnd.Refused x => Failed("读取", x.Message, "按该原因处理；配置问题用 gateway adapters check 检查", default),
        ProbeEnd.TimedOut x => Failed("读取", $"{Seconds(x.Limit)} 内没有结果", "检查网络、数据库或文件夹是否可达", default),
        _ => Data(end),
    };

    private static ProbeStep Resolve(IReadOnlyList<WireFact> facts, ProbeEnd end) => facts.LastOrDefault(x => x is WireFact.Resolved or WireFact.NotResolved) switch
    {
        WireFact.Resolved { Host: var host, Addresses: [var only] } x when host == only => Passed("地址解析", $"{host} 是 IP 地址，不需要解析", x.Took),
        WireFact.Resolved x => Passed("地址解析", $"{x.Host} → {string.Join("、", x.Addresses)}", x.Took),
        WireFact.NotResolved x => Failed("地址解析", $"域名 {x.Host} 无法解析", "检查 baseAddress 的拼写；政务外网域名需要在本机 /etc/hosts 或政务外网 DNS 中登记", x.Took),
        _ when facts.Any(x => x is WireFact.Connected or WireFact.NotConnected) => Passed("地址解析", "由代理或专用通道解析", default),
        _ => Failed("地址解析", end is ProbeEnd.Refused x ? $"没有发起连接：{x.Message}" : "没有发起连接", "检查该地区的适配器配置（gateway check-config）", default),
    };

    private static ProbeStep Connect(IReadOnlyList<WireFact> facts, ProbeEnd end) => facts.LastOrDefault(x => x is WireFact.Connected or WireFact.NotConnected) switch
    {
        WireFact.Connected x => Passed("连接", $"{x.Peer} 已接受连接", x.Took),
        WireFact.NotConnected { Error: SocketError.ConnectionReset } x => Passed("连接", $"{x.Peer} 接受了连接", x.Took), // taken, then thrown out: see admission
        WireFact.NotConnected { Error: SocketError.ConnectionRefused } x => Failed(
            "连接", $"{x.Peer} 拒绝连接", "对方该端口没有服务：核对 baseAddress 的端口，或问平台服务是否启动", x.Took),
        WireFact.NotConnected { Error: SocketError.NetworkUnreachable or SocketError.HostUnreachable } x => Failed(
            "连接", $"到 {x.Peer} 没有路由", "检查本机的政务外网线路和路由", x.Took),
        WireFact.NotConnected { Error: SocketError.TimedOut or SocketError.OperationAborted } x => Failed(
            "连接", $"{x.Peer} 没有响应", "多为防火墙丢弃：请平台（或网络管理员）放行本机出口 IP 到该端口", x.Took),
        WireFact.NotConnected x => Failed("连接", $"无法连接 {x.Peer}（{x.Error}）", "检查网络与 baseAddress", x.Took),
        _ => Failed("连接", end is ProbeEnd.TimedOut x ? $"{Seconds(x.Limit)} 内没有连上" : "没有连上", "检查网络与 baseAddress", default),
    };

    private static bool IsThrownOut(IReadOnlyList<WireFact> facts) =>
        facts.LastOrDefault(x => x is WireFact.Connected or WireFact.NotConnected) is WireFact.NotConnected { Error: SocketError.ConnectionReset };

    private static ProbeStep Secure(IReadOnlyList<WireFact> facts, ProbeEnd end, DateTimeOffset now)
    {
        if (IsThrownOut(facts))
        {
            return new ProbeStep("安全连接 TLS", ProbeMark.Skipped, "还没有开始");
        }

        if (facts.LastOrDefault(x => x is WireFact.Connected) is WireFact.Connected { Secure: false })
        {
            return new ProbeStep("安全连接 TLS", ProbeMark.Skipped, "http 地址，没有加密", "平台提供 https 时应改用 https");
        }

        const string Name = "安全连接 TLS";
        return facts.LastOrDefault(x => x is WireFact.Certified) switch
        {
            WireFact.Certified { Refused: not CertificateFlaws.None } x => Failed(Name, CertificateWords.Flaw(x), CertificateWords.Remedy(x.Refused), default),
            _ when end is ProbeEnd.Refused { Code: "tls" } => Failed(
                Name, "握手失败", "可能是协议版本不合、对方要求客户端证书，或该端口不是 https：向平台核对", default),
            WireFact.Certified x when x.Until - now < SoonExpired => new ProbeStep(
                Name, ProbeMark.Doubtful, $"证书 {x.Subject} 将于 {Day(x.Until)} 到期", "请平台及时换证"),
            WireFact.Certified x => Passed(Name, $"证书 {x.Subject}，签发者 {x.Issuer}，有效至 {Day(x.Until)}", default),
            _ when facts.Any(x => x is WireFact.Answered) => Passed(Name, "已建立", default),
            _ => Failed(Name, "握手没有完成", "可能是中间设备拦截，或该端口不是 https：向平台核对", default),
        };
    }

    private static ProbeStep Admit(IReadOnlyList<WireFact> facts, ProbeEnd end)
    {
        const string Name = "准入（白名单）";
        const string Ask = "多为出口 IP 不在平台白名单，或被网闸、WAF 拦截：把本机出口 IP 报给平台加白";
        return facts.LastOrDefault(x => x is WireFact.Answered or WireFact.Unanswered) switch
        {
            _ when IsThrownOut(facts) => Failed(Name, "连接后立即被对方中断", Ask, default),
            _ when end is ProbeEnd.Refused { Code: "http_403" } => Failed(Name, "对方应答 HTTP 403，拒绝访问", Ask, default),
            WireFact.Answered x => Passed(Name, $"对方已应答（HTTP {x.Status}）", x.Took),
            WireFact.Unanswered { Reset: true } x => Failed(Name, "连接后未应答即被对方中断", Ask, x.Took),
            WireFact.Unanswered x => Failed(Name, $"已连接，{Seconds(x.Took)} 没有应答", "对方过载或被中间设备丢弃：先请平台确认收到请求，再核对白名单", x.Took),
            _ => Failed(Name, end is ProbeEnd.TimedOut x ? $"已连接，{Seconds(x.Limit)} 没有应答" : "没有应答", Ask, default),
        };
    }

    private static ProbeStep Clock(IReadOnlyList<WireFact> facts, ProbeEnd end)
    {
        const string Name = "时钟偏差";
        if (facts.OfType<WireFact.Answered>().Select(x => x.Skew).OfType<TimeSpan>().OrderByDescending(x => x.Duration()).Cast<TimeSpan?>().FirstOrDefault() is not { } skew)
        {
            return new ProbeStep(Name, ProbeMark.Skipped, "对方应答不含时间");
        }

        var words = skew.Duration() < TimeSpan.FromSeconds(2)
            ? "与对方一致"
            : $"对方比本机{(skew > TimeSpan.Zero ? "快" : "慢")} {(skew.Duration() < SmallSkew ? Seconds(skew.Duration()) : string.Create(CultureInfo.InvariantCulture, $"{skew.Duration().TotalMinutes:0.#} 分钟"))}";
        const string Remedy = "先校准本机时钟（timedatectl、chronyc tracking）；本机无误则请平台校时";
        return skew.Duration() <= SmallSkew ? Passed(Name, words, default)
            : skew.Duration() > LargeSkew && end is not ProbeEnd.Read ? Failed(Name, words + "，签名会被当作过期", Remedy, default)
            : new ProbeStep(Name, ProbeMark.Doubtful, words, Remedy);
    }

    private static ProbeStep Form(ProbeEnd end)
    {
        const string Name = "应答形式";
        return end switch
        {
            ProbeEnd.TimedOut x => Failed(Name, $"{Seconds(x.Limit)} 内没有读完应答", "对方过慢：减小 pageSize，或请平台排查", default),
            ProbeEnd.Refused { Code: "html" } x => Failed(Name, x.Message, "平台在维护，或 baseAddress 指到了门户网页：用浏览器看一眼该地址", default),
            ProbeEnd.Refused { Code: "empty" } x => Failed(Name, x.Message, "多为平台维护或路径不对：核对 baseAddress 的路径", default),
            ProbeEnd.Refused { Code: "http_404" or "http_405" } x => Failed(Name, x.Message, "路径不对：核对 baseAddress 和 paths", default),
            ProbeEnd.Refused { Code: "http_429" } x => Failed(Name, x.Message, "平台限流：过几分钟再试，并把 concurrency 调小", default),
            ProbeEnd.Refused { Code: "http_401" } => Passed(Name, "有应答", default),
            ProbeEnd.Refused x when !IsBusiness(x.Code) && !WrongData.Contains(x.Code) => Failed(Name, x.Message, "平台一侧的问题或地址不对：把时间和内容报给平台", default),
            _ => Passed(Name, "应答可以读懂", default),
        };
    }

    private static ProbeStep Sign(ProbeEnd end)
    {
        const string Name = "签名与业务代码";
        return end switch
        {
            ProbeEnd.Refused { Code: "http_401" } x => Failed(Name, x.Message, "核对该平台的标识与密钥（密钥变量），以及时钟", default),
            ProbeEnd.Refused { Final: true } x when IsBusiness(x.Code) => Failed(Name, x.Message, "核对该平台的标识、密钥、服务编码和参数名", default),
            ProbeEnd.Refused x when IsBusiness(x.Code) => Failed(Name, x.Message, "平台应答了业务错误：代码含义见平台接口文档；暂时性的过几分钟再试", default),
            _ => Passed(Name, "对方认可", default),
        };
    }

    private static ProbeStep Data(ProbeEnd end)
    {
        const string Name = "数据";
        return end switch
        {
            ProbeEnd.Refused x => Failed(Name, x.Message, "应答里没有应有的数据：核对字段名、行数组的名称和分页设置（平台档案 YAML）", default),
            ProbeEnd.Read { Odd: { } odd } x => new ProbeStep(Name, ProbeMark.Doubtful, x.Words, odd),
            ProbeEnd.Read x => Passed(Name, x.Words, default),
            _ => Failed(Name, "没有数据", "再试一次", default),
        };
    }

    private static bool IsBusiness(string code) => code.StartsWith("peer_", StringComparison.Ordinal);

    private static ProbeStep Passed(string name, string seen, TimeSpan took) => new(name, ProbeMark.Passed, seen, null, took);

    private static ProbeStep Failed(string name, string seen, string remedy, TimeSpan took) => new(name, ProbeMark.Failed, seen, remedy, took);

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} 秒");

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
