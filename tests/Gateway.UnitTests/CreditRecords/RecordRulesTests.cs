using System.Text;
using System.Text.Json.Nodes;
using Gateway.Contracts.CreditRecords;
using Gateway.Contracts.Results;
using Gateway.Pipeline.CreditRecords;
using Gateway.Pipeline.Documents;
using Gateway.Testing;
using Xunit;

namespace Gateway.UnitTests.CreditRecords;

public sealed class RecordRulesTests
{
    private static readonly RecordFormat<Penalty> Penalties = new(new PenaltyKind());
    private static readonly RecordFormat<Licence> Licences = new(new LicenceKind());

    [Fact]
    public void Good_records_are_taken_and_read_back_as_they_were()
    {
        Assert.Empty(Check(RecordSamples.Penalty("P1")));
        Assert.Empty(Check(RecordSamples.OfCitizen("P1")));
        Assert.Empty(RecordRules.Check(new LicenceKind(), RecordSamples.Licence("L1"), ResultSamples.Area));
        var (penalty, licence) = (Penalties.Bytes(RecordSamples.Penalty("P1")), Licences.Bytes(RecordSamples.Licence("L1")));
        Assert.Equal(penalty, Penalties.Bytes(Penalties.Read(penalty)));
        Assert.Equal(licence, Licences.Bytes(Assert.IsType<DocumentReading<Licence>.Read>(One(Licences, licence)).Document));
    }

    [Fact]
    public void Equal_amounts_have_equal_bytes() =>
        Assert.Equal(
            Penalties.Bytes(RecordSamples.Penalty("P1") with { Fine = 1.50m }), Penalties.Bytes(RecordSamples.Penalty("P1") with { Fine = 1.5m }));

    public static TheoryData<string, string> WrongPenalties => new()
    {
        { """{"id":"a b"}""", "/id" },
        { """{"version":0}""", "/version" },
        { """{"area":"610503"}""", "/area" },
        { """{"documentNo":""}""", "/documentNo" },
        { """{"violationType":null}""", "/violationType" },
        { """{"facts":null}""", "/facts" },
        { """{"basis":null}""", "/basis" },
        { """{"content":"\u0000"}""", "/content" },
        { """{"categories":[]}""", "/categories" },
        { """{"categories":["15"]}""", "/categories/0" },
        { """{"fine":-0.01}""", "/fine" },
        { """{"fine":0.001}""", "/fine" },
        { """{"confiscated":10000000000000000}""", "/confiscated" },
        { """{"decidedOn":"2026-11-04"}""", "/decidedOn" },
        { """{"decidedOn":null}""", "/decidedOn" },
        { """{"publicUntil":"2026-10-29"}""", "/publicUntil" },
        { """{"validUntil":"2026-10-29"}""", "/validUntil" },
        { """{"severity":null}""", "/severity" },
        { """{"organ":{"code":"1","name":"局"}}""", "/organ/code" },
        { """{"party":null}""", "/party" },
        { """{"party":{"name":"样例"}}""", "/party/kind" },
        { """{"party":{"kind":"trader","name":"样例","uscc":"$ENTERPRISE"}}""", "/party/kind" },
        { """{"party":{"kind":"organisation","name":"样例","uscc":"91610500MA0000007K"}}""", "/party/uscc" },
        { """{"party":{"kind":"person","name":"样例","credentialType":"111","credentialCode":"610502199001010012"}}""", "/party/credentialCode" },
        { """{"party":{"kind":"person","name":"样例"}}""", "/party/credentialType /party/credentialCode" },
        { """{"enteredBy":null,"enteredAt":null}""", "/enteredBy /enteredAt" },
        { """{"exemption":{"ground":"商业秘密","approvalNo":"1","approvedBy":"王样例","approvedOn":"2026-11-01"}}""", "/exemption/approvedBy" },
    };

    [Theory]
    [MemberData(nameof(WrongPenalties))]
    public void Every_problem_is_named_by_its_field(string changes, string fields)
    {
        var json = JsonNode.Parse(Penalties.Bytes(RecordSamples.Penalty("P1")))!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(changes.Replace("$ENTERPRISE", ResultSamples.Enterprise, StringComparison.Ordinal))!.AsObject())
        {
            json[name] = value?.DeepClone();
        }

        var read = Assert.IsType<DocumentReading<Penalty>.Read>(One(Penalties, Encoding.UTF8.GetBytes(json.ToJsonString())));
        Assert.Equal(fields, string.Join(' ', Check(read.Document).Select(x => x.Field)));
    }

    [Theory]
    [InlineData("fine", "\"10000\"")]
    [InlineData("fine", "1e40")]
    [InlineData("decidedOn", "\"2026/10/30\"")]
    [InlineData("severity", "2")]
    [InlineData("colour", "1")]
    public void Wrong_types_and_unknown_members_are_malformed(string member, string value)
    {
        var json = JsonNode.Parse(Penalties.Bytes(RecordSamples.Penalty("P1")))!.AsObject();
        json[member] = JsonNode.Parse(value);
        Assert.IsType<DocumentReading<Penalty>.Malformed>(One(Penalties, Encoding.UTF8.GetBytes(json.ToJsonString())));
    }

    [Theory]
    [InlineData("验收", "/category")]
    [InlineData("其他-", "/category")]
    [InlineData("其他-备案", "")]
    public void A_licence_has_a_known_category_or_names_another(string category, string fields) => Assert.Equal(
        fields,
        string.Join(' ', RecordRules.Check(new LicenceKind(), RecordSamples.Licence("L1") with { Category = category }, ResultSamples.Area).Select(x => x.Field)));

    [Fact]
    public void What_is_classified_is_refused_with_nothing_else_said()
    {
        var penalty = RecordSamples.Penalty("P1") with { Facts = "涉及国家秘密的事实", Version = 0 };
        Assert.Equal("classified_refused", Assert.Single(Check(penalty)).Code);
        Assert.IsType<DocumentReading<Penalty>.Classified>(One(Penalties, Penalties.Bytes(penalty)));
        var exempt = RecordSamples.Licence("L1") with { Exemption = new ResultExemption("国家安全", "1", "赵样例", new DateOnly(2026, 11, 1)) };
        Assert.IsType<DocumentReading<Licence>.Classified>(One(Licences, Licences.Bytes(exempt)));
    }

    private static IReadOnlyList<Pipeline.Results.ResultProblem> Check(Penalty penalty) => RecordRules.Check(new PenaltyKind(), penalty, ResultSamples.Area);

    private static DocumentReading<T> One<T>(RecordFormat<T> format, byte[] json)
        where T : class, ICreditRecord =>
        Assert.Single(Assert.IsType<BodyReading<T>.Items>(format.ReadBody(json)).Readings);
}
