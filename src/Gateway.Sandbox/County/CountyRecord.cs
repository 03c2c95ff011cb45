using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.County;

/// <summary>A penalty or licence as a county hands it in, and what the credit platform has to hold of it.</summary>
/// <param name="Kind">penalty or licence.</param>
/// <param name="PartyCode">USCC or certificate number.</param>
/// <param name="Arrives">Whether the contract publishes it: minor acts (轻微) are not.</param>
/// <param name="Digest">As the platform's ledger shows it.</param>
internal sealed record CountyRecord(string Kind, string Id, string Area, string PartyCode, string DocumentNo, JsonObject Body, bool Arrives, string Digest)
{
    public string Target => "p3-" + Kind;

    public Expectation Expect(int call, string outcome, bool repaired = false) => new(
        Id, Area, 1, call, null, outcome,
        new Dictionary<string, TargetExpectation>
        {
            [Target] = Arrives && !repaired
                ? new TargetExpectation(true, true, new Dictionary<string, string> { [Area + "-" + Id] = Digest })
                : TargetExpectation.Nothing,
        },
        repaired);
}

/// <summary>Makes valid penalties and licences of one area; the number decides everything but the dates.</summary>
internal sealed class RecordMaker(int seed, AreaDirectory directory, DateTimeOffset now)
{
    private const int PenaltyPurpose = 93;
    private const int LicencePurpose = 94;
    private static readonly string[] Grave = ["general", "general", "general", "serious", "minor"];

    /// <param name="repairable">Of a general act, and so long ago that its repair may be decided.</param>
    public CountyRecord Penalty(string id, int number, bool repairable)
    {
        var dice = Dice.For(seed, directory.Area.Ordinal, PenaltyPurpose, number);
        var (party, code, uscc) = Party(ref dice, persons: !repairable);
        var organ = directory.Matters[dice.Next(directory.Matters.Count)].Department;
        var severity = repairable ? "general" : dice.Pick(Grave);
        var decided = ShanghaiClock.DayOf(now).AddDays(repairable ? -150 - dice.Next(100) : -1 - dice.Next(60));
        var fen = dice.Next(5_000_000);
        var document = $"{directory.Area.Name}罚〔{decided.Year}〕{id}号";
        const string content = "罚款，并责令改正";
        var body = new JsonObject
        {
            ["id"] = id, ["version"] = 1, ["area"] = directory.Area.Code, ["party"] = party, ["documentNo"] = document,
            ["violationType"] = "未按规定经营", ["facts"] = "现场检查发现未按规定经营", ["basis"] = "《市场监督管理行政处罚程序规定》第二条",
            ["categories"] = new JsonArray("02"), ["content"] = content, ["fine"] = fen / 100m, ["decidedOn"] = Day(decided, '-'),
            ["organ"] = Organ(organ), ["severity"] = severity, ["enteredBy"] = "录入员甲", ["enteredAt"] = Entered(),
        };
        return new CountyRecord(
            "penalty", id, directory.Area.Code, code, document, body, severity != "minor",
            CanonicalContent.Sha256(string.Join('|', directory.Area.Code + "-" + id, uscc, document, Day(decided, '/'), content)));
    }

    public CountyRecord Licence(string id, int number)
    {
        var dice = Dice.For(seed, directory.Area.Ordinal, LicencePurpose, number);
        var (party, code, uscc) = Party(ref dice, persons: true);
        var organ = directory.Matters[dice.Next(directory.Matters.Count)].Department;
        var decided = ShanghaiClock.DayOf(now).AddDays(-1 - dice.Next(30));
        var document = $"{directory.Area.Name}许〔{decided.Year}〕{id}号";
        const string content = "准予从事许可范围内的经营活动";
        var body = new JsonObject
        {
            ["id"] = id, ["version"] = 1, ["area"] = directory.Area.Code, ["party"] = party, ["documentName"] = "准予行政许可决定书",
            ["documentNo"] = document, ["category"] = "普通", ["content"] = content, ["decidedOn"] = Day(decided, '-'), ["validFrom"] = Day(decided, '-'),
            ["organ"] = Organ(organ), ["enteredBy"] = "录入员乙", ["enteredAt"] = Entered(),
        };
        if (dice.Percent(50))
        {
            body["validUntil"] = Day(decided.AddYears(5), '-');
        }

        return new CountyRecord(
            "licence", id, directory.Area.Code, code, document, body, true,
            CanonicalContent.Sha256(string.Join('|', directory.Area.Code + "-" + id, uscc, document, Day(decided, '/'), content)));
    }

    /// <summary>A repair of some records of one party: by id, or by the numbers of their documents.</summary>
    public JsonObject Repair(string id, CountyRecord record, bool byDocument) => new()
    {
        ["id"] = id, ["area"] = directory.Area.Code, ["partyCode"] = record.PartyCode,
        ["records"] = new JsonArray(new JsonObject { ["kind"] = record.Kind, [byDocument ? "documentNo" : "id"] = byDocument ? record.DocumentNo : record.Id }),
        ["decisionNo"] = $"信修〔{now.Year}〕{id}号", ["decidedOn"] = Day(ShanghaiClock.DayOf(now).AddDays(-1), '-'),
        ["organ"] = Organ(directory.Matters[0].Department), ["basis"] = "《信用修复管理办法》", ["publicStatus"] = byDocument ? 2 : 1,
        ["enteredBy"] = "录入员丙", ["enteredAt"] = Entered(),
    };

    private (JsonObject Party, string Code, string Uscc) Party(ref Dice dice, bool persons)
    {
        if (persons && dice.Percent(10) && directory.Subjects.Person(ref dice) is { } person)
        {
            return (
                new JsonObject { ["kind"] = "person", ["name"] = person.Name, ["credentialType"] = "111", ["credentialCode"] = person.CredentialCode },
                person.CredentialCode, "");
        }

        var subject = directory.Subjects.Pick(ref dice, x => x.CredentialType == "001" && !x.IsThing)
            ?? throw new InvalidOperationException($"{directory.Area.Code} has nobody with a USCC");
        var trader = subject.CredentialCode.StartsWith("92", StringComparison.Ordinal);
        return (
            new JsonObject { ["kind"] = trader ? "trader" : "organisation", ["name"] = subject.Name, ["uscc"] = subject.CredentialCode },
            subject.CredentialCode, subject.CredentialCode);
    }

    private string Entered() => now.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static JsonObject Organ(Department department) => new() { ["code"] = department.Code, ["name"] = department.Name };

    private static string Day(DateOnly day, char separator) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).Replace('-', separator);
}
