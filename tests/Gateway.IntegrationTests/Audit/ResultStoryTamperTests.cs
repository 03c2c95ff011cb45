using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Audit;

/// <summary>What was changed behind the gateway's back shows in the story of the result that it concerns.</summary>
public sealed class ResultStoryTamperTests(PostgresFixture postgres) : StoryBench(postgres)
{
    [Theory]
    [InlineData("update result_version set content_hash = sha256('x') where version = 1", "结果入库", "内容摘要与审计条目不一致")]
    [InlineData("update delivery_attempt set outcome = 'permanent' where outcome = 'transient'", "推送尝试", "与审计条目不一致")]
    [InlineData("delete from delivery_attempt where step = 'receipt'", "查询回执", "该记录已被删除")]
    [InlineData("update delivery_batch set payload_sha256 = sha256('x')", "推送组批", "与审计条目不一致")]
    [InlineData("update delivery set state = 'rejected' where state = 'published'", "结论", "与审计条目不一致")]
    [InlineData("update delivery set reason_code = '2002' where state = 'accepted'", "结论", "与审计条目不一致")]
    [InlineData("delete from audit_entry where kind = 'delivery.receipt'", "查询回执", "没有对应的审计条目")]
    [InlineData("delete from audit_entry where kind = 'result.stored'", "结果入库", "没有对应的入库审计条目")]
    [InlineData("delete from audit_entry where kind = 'delivery.formed'", "推送组批", "封存 1 与其条目不符")]
    [InlineData("update audit_entry set detail = 'no json' where kind = 'delivery.formed'", "推送组批", "内容被改动")]
    [InlineData("update audit_entry set proof = '\\x' where kind = 'delivery.attempted'", "推送尝试", "不是网关写入的")]
    [InlineData("update audit_seal set root = sha256('x')", "结果入库", "封存 1 与其条目不符")]
    [InlineData("update audit_seal set mac = sha256('x')", "结果入库", "封存 1 被改写")]
    [InlineData("delete from audit_seal where seal_no = 1", "推送尝试", "封存 1 缺失")]
    public async Task What_was_changed_afterwards_shows(string sql, string what, string problem)
    {
        await LiveAsync();
        await SealAsync();
        Assert.NotEqual(0, await TamperAsync(sql));
        var story = await ReadAsync("R1");
        Assert.False(story.Intact);
        Assert.StartsWith("核验未通过", story.Verification, StringComparison.Ordinal);
        Assert.True(
            story.Events.Any(x => (x.What == what || problem.StartsWith("封存", StringComparison.Ordinal)) && x.Problems.Any(y => y.Contains(problem, StringComparison.Ordinal))),
            string.Join('\n', story.Events.SelectMany(x => x.Problems.Select(y => $"{x.What}: {y}"))));
    }
}
