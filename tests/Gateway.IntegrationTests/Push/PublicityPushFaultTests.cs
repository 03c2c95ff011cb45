using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Push;

public sealed class PublicityPushFaultTests(SharedPushBench shared, PostgresFixture postgres) : PushFaultTests("publicity", shared, postgres)
{
    [Theory]
    [InlineData("9999", "bad_receipt", "对方没有确认收到本批次（9999）：平台异常", "sent")]
    public Task A_business_code_is_shown_and_passes(string answered, string code, string words, string state) =>
        FaultAsync("code", code, words, state, answered);
}
