using System.Text;
using System.Text.Json.Nodes;
using Gateway.Contracts.Results;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Results;
using Gateway.Testing;
using Xunit;

namespace Gateway.UnitTests.Results;

public sealed class ResultParserTests
{
    private static readonly string Good = Encoding.UTF8.GetString(CanonicalResult.Bytes(ResultSamples.Exempt("R1")));

    [Fact]
    public void Reads_back_what_is_kept_byte_for_byte()
    {
        var read = Assert.IsType<DocumentReading<InspectionResult>.Read>(ResultParser.ReadOne(Encoding.UTF8.GetBytes(Good)));
        Assert.Equal(Good, Encoding.UTF8.GetString(CanonicalResult.Bytes(read.Document)));
    }

    [Theory]
    [InlineData("2026-11-03T16:00:00", "2026-11-03T08:00:00Z")]
    [InlineData("2026-11-03T16:00:00+09:00", "2026-11-03T07:00:00Z")]
    [InlineData("2026-11-03T08:00:00Z", "2026-11-03T08:00:00Z")]
    public void A_time_without_an_offset_is_chinas(string text, string instant)
    {
        var json = JsonNode.Parse(Good)!;
        json["enteredAt"] = text;
        var read = Assert.IsType<DocumentReading<InspectionResult>.Read>(ResultParser.ReadOne(Encoding.UTF8.GetBytes(json.ToJsonString())));
        Assert.Equal(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), read.Document.EnteredAt);
    }

    [Theory]
    [InlineData("\"id\":\"R1\"", "\"id\":\"R1\",\"extra\":1", "unknown_member", "/extra")]
    [InlineData("\"id\":\"R1\"", "\"id\":\"R1\",\"id\":\"R2\"", "malformed", "/id")]
    [InlineData("\"version\":1", "\"version\":\"1\"", "malformed", "/version")]
    [InlineData("\"NoProblemFound\"", "\"Nothing\"", "malformed", "/results/0")]
    [InlineData("\"NoProblemFound\"", "0", "malformed", "/results/0")]
    [InlineData("\"disposal\":\"none\"", "\"disposal\":0", "malformed", "/disposal")]
    [InlineData("\"2026-11-02\"", "\"2026-02-30\"", "malformed", "/startedOn")]
    [InlineData("\"kind\":\"01\"", "\"kind\":\"01\",\"secret\":\"x\"", "unknown_member", "/subject/secret")]
    public void Refuses_what_is_not_the_contract_and_repeats_nothing_of_it(string from, string to, string code, string field)
    {
        Assert.Contains(from, Good, StringComparison.Ordinal);
        var reading = ResultParser.ReadOne(Encoding.UTF8.GetBytes(Good.Replace(from, to, StringComparison.Ordinal)));
        var problem = Assert.IsType<DocumentReading<InspectionResult>.Malformed>(reading).Problem;
        Assert.Equal((code, field), (problem.Code, problem.Field));
    }

    [Fact]
    public void A_bad_item_spoils_no_other_and_the_array_is_bounded()
    {
        var items = Assert.IsType<BodyReading<InspectionResult>.Items>(ResultParser.ReadBody(Encoding.UTF8.GetBytes($"[{Good},{{\"x\":1}},{Good}]")));
        Assert.True(items.IsArray);
        Assert.Equal([true, false, true], items.Readings.Select(x => x is DocumentReading<InspectionResult>.Read));
        Assert.IsType<BodyReading<InspectionResult>.TooMany>(ResultParser.ReadBody(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("{}", 1001))}]")));
        Assert.IsType<BodyReading<InspectionResult>.NotJson>(ResultParser.ReadBody("[{}"u8));
        Assert.IsType<BodyReading<InspectionResult>.NotJson>(ResultParser.ReadBody(Encoding.UTF8.GetBytes(new string('[', 64))));
        Assert.IsType<BodyReading<InspectionResult>.NotJson>(ResultParser.ReadBody(""u8));
    }

    [Theory]
    [InlineData("{\"exemption\":{\"ground\":\"国家秘密\"}}")]
    [InlineData("{\"unknown\":1,\"exemption\":{\"ground\":\"国家安全\"}}")]
    [InlineData("{\"unknown\":1,\"exemption\":{\"ground\":\"\\u56fd\\u5bb6\\u79d8\\u5bc6\"}}")]
    [InlineData("{\"exemption\":{\"ground\":\"国家秘密\"")]
    [InlineData("{broken \"ground\":\"国家秘密\"}")]
    public void Knows_a_classified_message_however_broken(string json) =>
        Assert.IsType<DocumentReading<InspectionResult>.Classified>(ResultParser.ReadOne(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void The_words_alone_make_nothing_classified() =>
        Assert.False(ClassifiedScreen.Claims("{\"details\":\"不涉及国家秘密\"}"u8));

    [Fact]
    public void The_set_of_codes_has_no_order()
    {
        var one = ResultSamples.Result("R1") with { Results = [Contracts.Results.ResultCode.MovedOut, Contracts.Results.ResultCode.Suspended] };
        var other = one with { Results = [Contracts.Results.ResultCode.Suspended, Contracts.Results.ResultCode.MovedOut, Contracts.Results.ResultCode.Suspended] };
        Assert.Equal(CanonicalResult.Bytes(one), CanonicalResult.Bytes(other));
    }

    [Theory, InlineData("utf-8"), InlineData("GB18030"), InlineData("utf-16"), InlineData("utf-16BE")]
    public void A_broken_message_that_names_a_classified_ground_is_known_in_whatever_it_is_written(string encoding)
    {
        var writing = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        foreach (var ground in new[] { "国家秘密", "\\u56fd\\u5bb6\\u79d8\\u5bc6" })
        {
            Assert.IsType<DocumentReading<InspectionResult>.Classified>(ResultParser.ReadOne(writing.GetBytes($$"""{"actionName":,"exemption":{"ground":"{{ground}}" """)));
        }

        Assert.IsType<DocumentReading<InspectionResult>.Malformed>(ResultParser.ReadOne(writing.GetBytes("""{"actionName":,"exemption":{"ground":"商业秘密" """)));
    }

    [Fact]
    public void A_problem_does_not_repeat_a_number_that_came_as_a_members_name()
    {
        var bad = Assert.IsType<DocumentReading<InspectionResult>.Malformed>(ResultParser.ReadOne("""{"61050219800101001X":1}"""u8));
        Assert.DoesNotContain("19800101", bad.Problem.Field, StringComparison.Ordinal);
    }
}
