using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Gateway.Adapters.Probing;
using Gateway.Contracts;
using Gateway.Pipeline.Certification.Probe;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Certification;

/// <summary>
/// Each way to a platform broken at one step, by a real server: the probe names that step, says what was seen and what to do, and marks the steps
/// behind it as not tried. Fails when: the watch no longer joins the clients' sockets (no step before the answer is known); the callback that
/// sees certificates believes them all; ProbeReading takes an answer that is no data for data.
/// </summary>
public sealed class ProbeTests
{
    private const string NoTasks = """{"errcode":0,"errmsg":"","data":{"tasks":[],"cursor":"c1","more":false}}""";

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task An_address_without_a_name_in_the_dns_fails_at_resolving()
    {
        using var bench = new ProbeBench(new Uri("http://no-such-platform.invalid:18080/"));
        AssertFailsAt("地址解析", "no-such-platform.invalid", await bench.FeedAsync(Feed.Task));
    }

    [Fact]
    public async Task A_refusing_port_fails_at_connecting()
    {
        using var bench = new ProbeBench(new Uri($"http://127.0.0.1:{FreePort.Next()}/"));
        AssertFailsAt("连接", "拒绝连接", await bench.FeedAsync(Feed.Task));
    }

    [Fact]
    public async Task A_certificate_that_expired_is_said_so()
    {
        using var certificate = ProbePeer.Certificate("localhost", Now.AddDays(-90), Now.AddDays(-2));
        await AssertTlsAsync(certificate, "过期");
    }

    [Fact]
    public async Task A_certificate_of_another_name_is_said_so()
    {
        using var certificate = ProbePeer.Certificate("other.example", Now.AddDays(-1), Now.AddDays(90));
        await AssertTlsAsync(certificate, "是给 other.example 的");
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_issuer_is_said_so()
    {
        using var certificate = ProbePeer.Certificate("localhost", Now.AddDays(-1), Now.AddDays(90));
        await AssertTlsAsync(certificate, "不受本机信任");
    }

    [Fact]
    public async Task A_port_that_speaks_no_tls_fails_at_securing()
    {
        await using var peer = await ProbePeer.StartAsync(ProbePeer.Answering(NoTasks));
        using var bench = new ProbeBench(new Uri($"https://localhost:{peer.Address.Port}/"));
        AssertFailsAt("安全连接 TLS", "握手", await bench.FeedAsync(Feed.Task));
    }

    [Fact]
    public async Task A_connection_that_is_reset_after_it_was_accepted_fails_at_admission()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var bench = new ProbeBench(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"));
        var probing = bench.FeedAsync(Feed.Task);
        using (var accepted = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken))
        {
            accepted.LingerState = new LingerOption(true, 0); // closed with a reset
        }

        AssertFailsAt("准入（白名单）", "中断", await probing);
    }

    [Fact]
    public async Task A_403_fails_at_admission()
    {
        await using var peer = await ProbePeer.StartAsync(ProbePeer.Answering("forbidden", 403));
        using var bench = new ProbeBench(peer.Address);
        AssertFailsAt("准入（白名单）", "403", await bench.FeedAsync(Feed.Task));
    }

    [Fact]
    public async Task A_platform_that_takes_the_call_and_says_nothing_fails_at_admission()
    {
        await using var peer = await ProbePeer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var bench = new ProbeBench(peer.Address);
        AssertFailsAt("准入（白名单）", "没有应答", await bench.FeedAsync(Feed.Task, TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task A_clock_twenty_minutes_off_fails_where_the_signature_is_refused_for_it()
    {
        await using var peer = await ProbePeer.StartAsync(
            ProbePeer.Answering("""{"errcode":40001,"errmsg":"签名已过期"}"""), clockOffset: TimeSpan.FromMinutes(20));
        using var bench = new ProbeBench(peer.Address);
        AssertFailsAt("时钟偏差", "快 20 分钟", await bench.FeedAsync(Feed.Task));
    }

    [Fact]
    public async Task A_clock_twenty_minutes_off_is_doubtful_where_the_platform_takes_the_call_all_the_same()
    {
        await using var peer = await ProbePeer.StartAsync(ProbePeer.Answering(NoTasks), clockOffset: TimeSpan.FromMinutes(-20));
        using var bench = new ProbeBench(peer.Address);
        var report = await bench.FeedAsync(Feed.Task);
        Assert.True(report.Works, Text(report));
        Assert.Contains(report.Steps, x => x is { Name: "时钟偏差", Mark: ProbeMark.Doubtful } && x.Seen.Contains("慢 20 分钟", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<html><body>系统维护中</body></html>", 200, "网页")]
    [InlineData("", 200, "空")]
    [InlineData("""{"errcode":0,"data":{"tasks":[{"taskCode":""", 200, "不是完整的 JSON")]
    [InlineData("not found", 404, "404")]
    [InlineData("busy", 503, "503")]
    [InlineData("later", 429, "限流")]
    public async Task An_answer_that_is_no_data_fails_at_its_form(string body, int status, string words)
    {
        await using var peer = await ProbePeer.StartAsync(ProbePeer.Answering(body, status));
        using var bench = new ProbeBench(peer.Address);
        AssertFailsAt("应答形式", words, await bench.FeedAsync(Feed.Task));
    }

    [Fact]
    public async Task A_refused_signature_fails_at_signing()
    {
        await using var peer = await ProbePeer.StartAsync(ProbePeer.Answering("""{"errcode":40001,"errmsg":"签名错误"}"""));
        using var bench = new ProbeBench(peer.Address);
        AssertFailsAt("签名与业务代码", "签名", await bench.FeedAsync(Feed.Task));
    }

    [Fact]
    public async Task An_answer_without_rows_fails_at_the_data()
    {
        await using var peer = await ProbePeer.StartAsync(ProbePeer.Answering("""{"errcode":0,"data":{"list":[],"more":false}}"""));
        using var bench = new ProbeBench(peer.Address);
        AssertFailsAt("数据", "没有数据成员", await bench.FeedAsync(Feed.Task));
    }

    [Fact]
    public async Task A_field_that_the_platform_renamed_is_doubtful()
    {
        await using var peer = await ProbePeer.StartAsync(
            ProbePeer.Answering("""{"errcode":0,"data":{"tasks":[{"taskCode":"T1","title":"联合抽查"}],"cursor":"c1","more":false}}"""));
        using var bench = new ProbeBench(peer.Address);
        var data = (await bench.FeedAsync(Feed.Task)).Steps[^1];
        Assert.Equal(ProbeMark.Doubtful, data.Mark);
        Assert.Contains("title", data.Remedy, StringComparison.Ordinal);
        Assert.Contains("taskName", data.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_platform_that_asks_for_a_login_fails_at_signing_for_a_target_too()
    {
        await using var peer = await ProbePeer.StartAsync(ProbePeer.Answering("{}", 401));
        using var bench = new ProbeBench(peer.Address);
        AssertFailsAt("签名与业务代码", "不认可签名", await bench.TargetAsync("publicity"));
    }

    private static async Task AssertTlsAsync(X509Certificate2 certificate, string words)
    {
        await using var peer = await ProbePeer.StartAsync(ProbePeer.Answering(NoTasks), certificate: certificate, host: "localhost");
        using var bench = new ProbeBench(peer.Address);
        AssertFailsAt("安全连接 TLS", words, await bench.FeedAsync(Feed.Task));
    }

    private static void AssertFailsAt(string step, string words, ProbeReport report)
    {
        Assert.False(report.Works, Text(report));
        var failed = Assert.Single(report.Steps, x => x.Mark == ProbeMark.Failed);
        Assert.True(failed.Name == step && failed.Seen.Contains(words, StringComparison.Ordinal), $"{step} {words} was to fail:\n{Text(report)}");
        Assert.False(string.IsNullOrEmpty(failed.Remedy), Text(report));
        Assert.All(report.Steps.SkipWhile(x => x != failed).Skip(1), x => Assert.Equal(ProbeMark.Skipped, x.Mark));
        Assert.DoesNotContain(report.Steps.TakeWhile(x => x != failed), x => x.Mark == ProbeMark.Failed);
    }

    private static string Text(ProbeReport report) => string.Join('\n', report.Steps.Select(x => $"{x.Mark} {x.Name} {x.Seen}"));
}
