using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Push;

public sealed class CreditPushFaultTests(SharedPushBench shared, PostgresFixture postgres) : PushFaultTests("credit", shared, postgres)
{
    [Theory]
    [InlineData("500", "peer_500", "平台异常", "queued")]
    [InlineData("777", "peer_777", "对方应答了未知的代码“777”：平台异常", "sent")]
    public Task A_business_code_is_shown_and_passes(string answered, string code, string words, string state) =>
        FaultAsync("code", code, words, state, answered);
}
