using System.Text;
using Gateway.Adapters.LawEnforcement;
using Gateway.Adapters.Sinks;
using Xunit;

namespace Gateway.IntegrationTests.Adapters;

/// <summary>
/// What every reply of the law-enforcement system leads to, and how many calls it costs: the retry table, executable.
/// Fails when a reply's code, MessageId or Rejected is not looked at (any of the three checks in <c>LawEnforcementSink</c> taken out), when DTDs
/// are read, or when a push is repeated by itself.
/// </summary>
public sealed class LawEnforcementAnswerTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string Exchange = "/exchange";

    private static readonly string Bomb =
        "<?xml version=\"1.0\"?><!DOCTYPE b [<!ENTITY a0 \"哈\">"
        + string.Concat(Enumerable.Range(1, 20).Select(i => $"<!ENTITY a{i} \"{string.Concat(Enumerable.Repeat($"&a{i - 1};", 10))}\">"))
        + "]><ExchangeReply><Code>0</Code><Message>&a20;</Message><Rejected/></ExchangeReply>";

    private readonly AnsweringPeer _peer = new();

    public void Dispose() => _peer.Dispose();

    [Theory]
    [InlineData(200, "<ExchangeReply><MessageId/><Code>1</Code><Message>签名错误</Message><Rejected/></ExchangeReply>", "permanent peer_1")]
    [InlineData(200, "<ExchangeReply><MessageId/><Code>2</Code><Message>报文格式错误</Message><Rejected/></ExchangeReply>", "refused 2 报文格式错误")]
    [InlineData(200, "<ExchangeReply><MessageId/><Code>3</Code><Message>服务不存在</Message><Rejected/></ExchangeReply>", "permanent peer_3")]
    [InlineData(200, "<ExchangeReply><MessageId>$</MessageId><Code>9</Code><Message/><Rejected/></ExchangeReply>", "transient peer_9 lost")]
    [InlineData(200, "<ExchangeReply><MessageId>$</MessageId><Message/><Rejected/></ExchangeReply>", "transient peer_none lost")]
    [InlineData(200, "<ExchangeReply><MessageId>X</MessageId><Code>0</Code><Message/><Rejected/></ExchangeReply>", "transient other_message lost")]
    [InlineData(200, "<ExchangeReply><Code>0</Code><Message/><Rejected/></ExchangeReply>", "transient other_message lost")]
    [InlineData(200, "<Other><MessageId>$</MessageId><Code>0</Code></Other>", "transient bad_reply lost")]
    [InlineData(200, "<ExchangeReply><MessageId>$</MessageId><Code>0</Code><Message/><Rej", "transient truncated lost")]
    [InlineData(200, "{\"code\":0}", "transient truncated lost")]
    [InlineData(200, "", "transient empty lost")]
    [InlineData(200, "  \n", "transient empty lost")]
    [InlineData(200, "<!DOCTYPE html><html><body>系统维护</body></html>", "transient html lost")]
    [InlineData(200, "<html><body>系统维护</body></html>", "transient html lost")]
    [InlineData(200, "<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x.dtd\"><ExchangeReply><MessageId>$</MessageId><Code>0</Code></ExchangeReply>", "transient dtd lost")]
    [InlineData(302, "", "transient http_302")]
    [InlineData(404, "", "permanent http_404")]
    [InlineData(429, "", "transient http_429")]
    [InlineData(500, "", "transient http_500 lost")]
    [InlineData(503, "", "transient http_503 lost")]
    public async Task A_push_that_is_answered(int status, string body, string comes)
    {
        _peer.Answers(Exchange, body.Replace("$", ExchangeMessage.IdOf(Batch()), StringComparison.Ordinal), status);
        Assert.Equal((comes, 1), (await PushAsync(), _peer.Calls(Exchange)));
    }

    [Fact]
    public async Task Entities_that_grow_without_end_are_not_read()
    {
        _peer.Answers(Exchange, Bomb);
        Assert.Equal("transient dtd lost", await PushAsync());
    }

    [Theory]
    [InlineData("", DeliveryOperation.Insert, "a Accepted 0 成功; b Accepted 0 成功")]
    [InlineData("", DeliveryOperation.Withdraw, "a Withdrawn 0 成功; b Withdrawn 0 成功")]
    [InlineData("<Record id=\"b\"><Reason>代码未知</Reason></Record>", DeliveryOperation.Insert, "a Accepted 0 成功; b Rejected row_refused 代码未知")]
    [InlineData("<Record id=\"b\"/>", DeliveryOperation.Correct, "a Accepted 0 成功; b Rejected row_refused")]
    [InlineData("<Record id=\"b\"><Reason>甲</Reason></Record><Record id=\"b\"><Reason>乙</Reason></Record>", DeliveryOperation.Insert, "a Accepted 0 成功; b Rejected row_refused 甲；乙")]
    [InlineData("<Record id=\"c\"><Reason>不明</Reason></Record>", DeliveryOperation.Insert, "transient stray_record lost")]
    [InlineData("<Record><Reason>不明</Reason></Record>", DeliveryOperation.Insert, "transient stray_record lost")]
    public async Task Records_are_judged_one_by_one(string rejected, DeliveryOperation operation, string comes)
    {
        var id = ExchangeMessage.IdOf(Batch());
        _peer.Answers(Exchange, $"<ExchangeReply><MessageId>{id}</MessageId><Code>0</Code><Message>成功</Message><Rejected>{rejected}</Rejected></ExchangeReply>");
        Assert.Equal(comes, await PushAsync(operation));
    }

    [Fact]
    public async Task A_push_that_hangs_may_have_been_taken()
    {
        _peer.Hangs(Exchange);
        Assert.Equal("transient timeout lost", await PushAsync());
    }

    [Fact]
    public void Another_content_under_the_same_number_is_another_message()
    {
        var other = Batch() with { Payload = Encoding.UTF8.GetBytes("""[{"a":"2"}]""") };
        Assert.NotEqual(ExchangeMessage.IdOf(Batch()), ExchangeMessage.IdOf(other));
        Assert.Equal(ExchangeMessage.IdOf(Batch()), ExchangeMessage.IdOf(Batch()));
    }

    [Theory]
    [InlineData("样例\u0001公司", false)]
    [InlineData("样例\ufffe公司", false)]
    [InlineData("样例𠮷公司\r\n<&>\"'", true)]
    public void What_xml_cannot_carry_is_seen_before_it_is_sent(string text, bool carried) => Assert.Equal(carried, ExchangeMessage.CanCarry(text));

    [Fact]
    public void Half_a_surrogate_pair_is_seen_too()
    {
        Assert.False(ExchangeMessage.CanCarry("样例" + '\ud842'));
        Assert.False(ExchangeMessage.CanCarry('\udfb7' + "样例"));
    }

    private static PushBatch Batch(DeliveryOperation operation = DeliveryOperation.Insert) =>
        new(Samples.Stamp("2026110400001"), operation, "[{\"a\":\"1\"}]"u8.ToArray(), ["a", "b"]);

    private Task<string> PushAsync(DeliveryOperation operation = DeliveryOperation.Insert) =>
        AnsweringPeer.ComesOfAsync(x => Sink().PushAsync(Batch(operation), x));

    private ISink Sink() => new LawEnforcementProfile().CreateSinks(
        sandbox.Context(), new LawEnforcementOptions { BaseAddress = _peer.Address, Sender = "id", Secret = "token", Transport = _peer.Transport })[0];
}
