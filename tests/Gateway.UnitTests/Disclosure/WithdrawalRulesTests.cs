using System.Text;
using Gateway.Adapters.Identifiers;
using Gateway.Pipeline.Disclosure;
using Xunit;

namespace Gateway.UnitTests.Disclosure;

public sealed class WithdrawalRulesTests
{
    [Fact]
    public void A_reason_and_a_basis_are_all_it_takes()
    {
        var (request, problems) = Read("""{"reason":"录入有误","basis":"临渭区样例局更正通知〔2026〕3号"}""");
        Assert.Equal(new WithdrawalRequest("录入有误", "临渭区样例局更正通知〔2026〕3号"), request);
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("{}", "/reason required", "/basis required")]
    [InlineData("null", "/reason required", "/basis required")]
    [InlineData("""{"reason":"a\nb","basis":" "}""", "/reason format", "/basis required")]
    [InlineData("""{"reason":"手机 13800138000","basis":"依据"}""", "/reason format")]
    [InlineData("""{"reason":"a","basis":"b","why":"c"}""", "/why unknown_member")]
    [InlineData("""{"reason":1,"basis":"b"}""", "/reason malformed")]
    [InlineData("""{"reason":"涉及国家秘密","basis":""}""", " classified_refused")]
    [InlineData("""{"reason":"","basis":"因国家安全"}""", " classified_refused")]
    public void Everything_wrong_is_named(string json, params string[] problems)
    {
        var (request, found) = Read(json);
        Assert.Null(request);
        Assert.Equal(problems, found.Select(x => $"{x.Field} {x.Code}"));
    }

    [Fact]
    public void Texts_are_of_at_most_200_characters_and_hold_no_identity_number()
    {
        var number = "61050219800101001" + IdNumber.CheckCharacter("61050219800101001");
        var (_, problems) = Read($$"""{"reason":"{{new string('长', 201)}}","basis":"当事人{{number}}申请"}""");
        Assert.Equal(["/reason length", "/basis format"], problems.Select(x => $"{x.Field} {x.Code}"));
    }

    private static (WithdrawalRequest? Request, IReadOnlyList<Pipeline.Results.ResultProblem> Problems) Read(string json) =>
        WithdrawalRules.Read(Encoding.UTF8.GetBytes(json));
}
