using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.CreditRecords;
using Gateway.Pipeline.CreditRepairs;
using Gateway.Pipeline.Documents;
using Gateway.Testing;
using Xunit;

namespace Gateway.UnitTests.CreditRecords;

public sealed class RepairRulesTests
{
    [Fact]
    public void A_good_repair_is_taken_and_read_back_as_it_was()
    {
        var repair = RecordSamples.Repair("X1", new RepairedRecord("penalty", "P1"), new RepairedRecord("licence", DocumentNo: "渭临商许〔2026〕1号"), new RepairedRecord("result", "R1"));
        Assert.Empty(RepairRules.Check(repair, ResultSamples.Area));
        var read = Assert.IsType<DocumentReading<CreditRepair>.Read>(RepairFormat.Read(RepairFormat.Bytes(repair)));
        Assert.Equal(RepairFormat.Bytes(repair), RepairFormat.Bytes(read.Document));
    }

    public static TheoryData<string, CreditRepair> Wrong => new()
    {
        { "/id", Good() with { Id = "a b" } },
        { "/area", Good() with { Area = "610503" } },
        { "/records", Good() with { Records = [] } },
        { "/records", Good() with { Records = [new("penalty", "P1"), new("penalty", "P1")] } },
        { "/records/0/kind", Good() with { Records = [new("check", "P1")] } },
        { "/records/0", Good() with { Records = [new("penalty")] } },
        { "/records/0", Good() with { Records = [new("penalty", "P1", "文号")] } },
        { "/records/0/id", Good() with { Records = [new("penalty", "a b")] } },
        { "/records/0/documentNo", Good() with { Records = [new("result", DocumentNo: "文号")] } },
        { "/partyCode", Good() with { PartyCode = null, Records = [new("penalty", DocumentNo: "文号")] } },
        { "/decisionNo", Good() with { DecisionNo = ResultSamples.Citizen } },
        { "/basis", Good() with { Basis = null } },
        { "/publicStatus", Good() with { PublicStatus = 0 } },
        { "/decidedOn", Good() with { DecidedOn = new DateOnly(2030, 1, 1) } },
        { "/organ", Good() with { Organ = null } },
        { "/enteredBy", Good() with { EnteredBy = "" } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Every_problem_is_named_by_its_field(string field, CreditRepair repair) =>
        Assert.Equal(field, Assert.Single(RepairRules.Check(repair, ResultSamples.Area)).Field);

    [Fact]
    public void A_classified_one_is_refused_with_nothing_else_said()
    {
        Assert.Equal("classified_refused", Assert.Single(RepairRules.Check(Good() with { Basis = "国家安全", Id = "a b" }, ResultSamples.Area)).Code);
        Assert.IsType<DocumentReading<CreditRepair>.Classified>(RepairFormat.Read(RepairFormat.Bytes(Good() with { DecisionNo = "国家秘密" })));
    }

    // Fails when the rule counts from the day after, or lets the day before pass.
    [Theory]
    [InlineData(Severity.General, "2027-01-29", true)]
    [InlineData(Severity.General, "2027-01-30", false)]
    [InlineData(Severity.Serious, "2027-10-29", true)]
    [InlineData(Severity.Serious, "2027-10-30", false)]
    [InlineData(Severity.Minor, "2026-10-30", false)]
    public void No_repair_before_the_minimum_term_is_over(Severity severity, string decided, bool refused)
    {
        var facts = new RecordFacts("P1", [1], new DateOnly(2026, 10, 30), severity);
        var day = DateOnly.Parse(decided, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(refused, RepairRules.Obstacle("/records/0", facts, null, day, PublicationTerms.Default) is not null);
    }

    [Fact]
    public void Another_partys_record_is_refused()
    {
        var facts = new RecordFacts("P1", [1], new DateOnly(2020, 1, 1), null);
        Assert.Equal("contradiction", RepairRules.Obstacle("/records/0", facts, [2], new DateOnly(2026, 1, 1), PublicationTerms.Default)?.Code);
        Assert.Null(RepairRules.Obstacle("/records/0", facts, [1], new DateOnly(2026, 1, 1), PublicationTerms.Default));
    }

    private static CreditRepair Good() => RecordSamples.Repair("X1", new RepairedRecord("penalty", "P1"));
}
