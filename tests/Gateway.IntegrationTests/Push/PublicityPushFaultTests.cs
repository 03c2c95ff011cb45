using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Push;

public sealed class PublicityPushFaultTests(SharedPushBench shared, PostgresFixture postgres) : PushFaultTests("publicity", shared, postgres)
{
    [Theory]
    [InlineData("500", "http_500", "对方暂时不可用（HTTP 500）", "sent")]
    [InlineData("503", "http_503", "对方暂时不可用（HTTP 503）", "sent")]
    [InlineData("429", "http_429", "对方限流（HTTP 429）", "queued")]
    [InlineData("html", "html", "网页", "sent")]
    [InlineData("empty", "empty", "对方应答为空", "sent")]
    [InlineData("garbage", "", "对方应答", "sent")]
    [InlineData("truncated", "truncated", "对方应答不是完整的 JSON", "sent")]
    [InlineData("cut", "", "中断", "sent")]
    [InlineData("reset-before", "", "与对方的连接中断", "sent")]
    [InlineData("reset-after", "", "与对方的连接中断", "sent")]
    public Task A_fault_is_shown_and_passes(string kind, string code, string words, string state) => FaultAsync(kind, code, words, state);

    [Theory]
    [InlineData("9999", "bad_receipt", "对方没有确认收到本批次（9999）：平台异常", "sent")]
    public Task A_business_code_is_shown_and_passes(string answered, string code, string words, string state) =>
        FaultAsync("code", code, words, state, answered);

    [Theory]
    [InlineData("500", "http_500", "对方暂时不可用（HTTP 500）")]
    [InlineData("html", "html", "网页")]
    [InlineData("empty", "empty", "对方应答为空")]
    public Task What_was_taken_behind_a_wrong_answer_is_not_doubled(string kind, string code, string words) =>
        FaultAsync(kind, code, words, "sent", take: true);

    [Fact]
    public Task A_platform_that_hangs_or_dawdles_is_given_up_and_tried_again() => HangAsync("hang", "slow");
}
