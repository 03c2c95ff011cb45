using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Push;

public sealed class ExchangePushFaultTests(SharedPushBench shared, PostgresFixture postgres) : PushFaultTests("exchange-rest", shared, postgres)
{
    [Theory]
    [InlineData("1002", "peer_1002", "校时后仍然如此", "queued")]
    [InlineData("1006", "peer_1006", "访问频率超限", "queued")]
    [InlineData("9999", "peer_9999", "平台异常", "queued")]
    [InlineData("7777", "peer_7777", "对方应答了未知的代码“7777”：平台异常", "sent")]
    public Task A_business_code_is_shown_and_passes(string answered, string code, string words, string state) =>
        FaultAsync("code", code, words, state, answered);
}
