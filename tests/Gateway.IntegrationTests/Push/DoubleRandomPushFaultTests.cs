using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Push;

public sealed class DoubleRandomPushFaultTests(SharedPushBench shared, PostgresFixture postgres) : PushFaultTests("double-random", shared, postgres)
{
    [Theory]
    [InlineData("50000", "peer_50000", "对方应答了未知的代码“50000”：平台异常", "sent")]
    public Task A_business_code_is_shown_and_passes(string answered, string code, string words, string state) =>
        FaultAsync("code", code, words, state, answered);
}
