using System.Text;
using Gateway.Pipeline.Disclosure;
using Xunit;

namespace Gateway.UnitTests.Disclosure;

public sealed class ExemptionRulesTests
{
    private const string Good =
        """{"resultId":"R1","ground":"商业秘密","approvalNo":"渭临审〔2026〕1号","approvedBy":"赵样例","approvedOn":"2026-11-03","enteredBy":"孙样例","expiresOn":"2026-12-31"}""";

    private static readonly DateOnly Today = new(2026, 11, 4);

    private static readonly ExemptionRequest Request =
        new("R1", "商业秘密", "渭临审〔2026〕1号", "赵样例", new DateOnly(2026, 11, 3), "孙样例", new DateOnly(2026, 12, 31));

    [Fact]
    public void A_good_approval_is_read_as_it_stands()
    {
        var (request, problems) = ExemptionRules.Read(Encoding.UTF8.GetBytes(Good));
        Assert.Equal(Request, request);
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("商业秘密", "领导要求", "/ground unknown_code")]
    [InlineData("孙样例", "赵 样例", "/approvedBy contradiction")]
    [InlineData("R1", "../R1", "/resultId format")]
    [InlineData("渭临审〔2026〕1号", "", "/approvalNo required")]
    [InlineData(",\"approvedOn\":\"2026-11-03\"", "", "/approvedOn required")]
    [InlineData("2026-11-03", "昨天", "/approvedOn malformed")]
    [InlineData("\"resultId\"", "\"x\":1,\"resultId\"", "/x unknown_member")]
    [InlineData("商业秘密", "国家秘密", " classified_refused")]
    [InlineData("商业秘密", "涉及国家安全", " classified_refused")]
    [InlineData("渭临审", "国家秘密审", " classified_refused")]
    [InlineData("商业秘密\"", "国家秘密\",\"x\":1", " classified_refused")]
    [InlineData("商业秘密\"", "国家秘密", " classified_refused")]
    public void What_is_wrong_is_named(string good, string bad, string problem)
    {
        var (request, problems) = ExemptionRules.Read(Encoding.UTF8.GetBytes(Good.Replace(good, bad, StringComparison.Ordinal)));
        Assert.Null(request);
        Assert.Equal([problem], problems.Select(x => $"{x.Field} {x.Code}"));
    }

    [Fact]
    public void A_new_approval_is_by_somebody_else_than_who_entered_the_result_and_in_force_today()
    {
        Assert.Null(ExemptionRules.Decide(Request, null, "王样例", Today));
        Assert.Null(ExemptionRules.Decide(Request, null, "王样例", Request.ExpiresOn!.Value));
        Assert.Equal(["/approvedBy"], Fields(ExemptionRules.Decide(Request, null, "赵样例", Today)));
        Assert.Equal(["/approvedBy", "/approvedOn"], Fields(ExemptionRules.Decide(Request, null, "赵样例", new DateOnly(2026, 11, 2))));
        Assert.Equal(["/expiresOn"], Fields(ExemptionRules.Decide(Request, null, "王样例", new DateOnly(2027, 1, 1))));
    }

    [Fact]
    public void The_same_again_is_the_same_even_after_its_end_and_other_words_are_a_conflict()
    {
        var stored = new StoredExemption(7, "610502", Request, new RevocationRequest("钱样例", "到期"));
        Assert.Equal(new ExemptionOutcome.Same(7), ExemptionRules.Decide(Request, stored, "王样例", new DateOnly(2027, 1, 1)));
        Assert.IsType<ExemptionOutcome.Conflict>(ExemptionRules.Decide(Request with { Ground = "个人隐私" }, stored, "王样例", Today));
    }

    [Fact]
    public void A_revocation_is_new_the_same_a_conflict_or_of_nothing()
    {
        var revocation = new RevocationRequest("钱样例", "理由消失");
        var stored = new StoredExemption(7, "610502", Request, null);
        Assert.Null(ExemptionRules.Decide(revocation, stored));
        Assert.Equal(new ExemptionOutcome.Same(7), ExemptionRules.Decide(revocation, stored with { Revoked = revocation }));
        Assert.IsType<ExemptionOutcome.Conflict>(ExemptionRules.Decide(revocation with { Reason = "另" }, stored with { Revoked = revocation }));
        Assert.IsType<ExemptionOutcome.Unknown>(ExemptionRules.Decide(revocation, null));
    }

    [Theory]
    [InlineData("{}", "/revokedBy required", "/reason required")]
    [InlineData("""{"revokedBy":"钱样例","reason":"国家秘密"}""", " classified_refused")]
    public void A_bad_revocation_is_refused(string json, params string[] problems) =>
        Assert.Equal(problems, ExemptionRules.ReadRevocation(Encoding.UTF8.GetBytes(json)).Problems.Select(x => $"{x.Field} {x.Code}"));

    private static IEnumerable<string> Fields(ExemptionOutcome? outcome) =>
        Assert.IsType<ExemptionOutcome.Invalid>(outcome).Problems.Select(x => x.Field);
}
