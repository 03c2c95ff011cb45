using System.Text;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Normalise;
using Gateway.Pipeline.Normalise.Values;
using Gateway.Pipeline.Protection;
using Gateway.UnitTests.Normalise;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.UnitTests.Pull;

/// <summary>Rows of every feed that nothing is wrong with, to be spoiled one field at a time. All identifiers are synthetic.</summary>
internal static class Rows
{
    public const string Area = "610503";
    public const string Uscc = "91350100M000100Y43";
    public const string IdNumber = "11010519491231002X";

    public static readonly FieldCipher Cipher = new([new byte[32]]);

    public static readonly FeedNormalisers Normalisers = new(
        new ReferenceData(new AreaResolver(ReferenceFiles.Areas()), ReferenceFiles.Departments(), "test"), Cipher,
        new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 4, 0, 0, TimeSpan.Zero)));

    public static RawRow Good(Feed feed, string identity, params (string Field, string? Value)[] other)
    {
        var schema = FeedSchemas.Of(feed);
        var values = new string?[schema.Fields.Count];
        foreach (var (field, value) in Common(identity).Concat(Own(feed)).Concat(other))
        {
            values[schema[field]] = value;
        }

        return new RawRow(values, Encoding.UTF8.GetBytes(string.Join('|', values)));
    }

    private static IEnumerable<(string, string?)> Common(string identity) =>
    [
        ("identity", identity), ("changeId", "c-" + identity), ("changedAt", "2026-11-20 08:00:00"), ("source", Area), ("batch", "2026112000001"),
    ];

    private static (string, string?)[] Own(Feed feed) => feed switch
    {
        Feed.Matter =>
        [
            ("itemCode", "01234567890123"), ("itemName", "对餐饮服务的检查"), ("deptName", "华州区市场监督管理局"), ("deptCode", Uscc),
            ("basis", "《中华人民共和国食品安全法》第一百一十条"), ("level", "县"), ("area", Area), ("effectiveOn", "2020-01-01"), ("state", "1"),
        ],
        Feed.Subject =>
        [
            ("kind", "01"), ("name", "样例商贸有限公司"), ("credentialType", "001"), ("credentialCode", Uscc), ("area", Area),
            ("regCapital", "100(万)"), ("establishedOn", "2019-05-06"), ("contactPhone", "13900000000"), ("legalPerson", "张三"),
        ],
        Feed.Inspector or Feed.Expert =>
        [
            ("name", "李四"), ("kind", feed == Feed.Expert ? "9" : "1"), ("deptCode", Uscc), ("lawNo", "SX61050300001"), ("idNumber", IdNumber),
            ("area", Area), ("state", "1"),
        ],
        Feed.CreditGrade => [("credentialCode", Uscc), ("grade", "A"), ("gradedOn", "2026-01-01")],
        Feed.Plan => [("planCode", "P1"), ("planName", "餐饮联合检查"), ("checkQuantity", "5%"), ("startsOn", "2026-03-01"), ("endsOn", "2026-11-30")],
        Feed.Behaviour =>
        [
            ("table", "1"), ("itemCode", "01234567890123"), ("implementCode", Uscc + "1"), ("actionName", "餐饮检查"), ("organCode", Uscc),
            ("partyName", "样例商贸有限公司"), ("partyNature", "2"), ("credentialType", "001"), ("credentialCode", Uscc), ("area", Area),
            ("result", "1"), ("actedOn", "2026-11-20"), ("submittedAt", "2026-11-20 17:30:00"), ("personnel", "李四,王五"),
        ],
        Feed.Lead =>
        [
            ("leadNo", "L1"), ("channel", "12345"), ("area", Area), ("subjectName", "样例商贸有限公司"), ("subjectCode", Uscc),
            ("content", "群众反映样例"), ("receivedAt", "2026-11-20 08:00:00"), ("deadline", "2026-12-05"),
        ],
        Feed.Task => [("taskCode", "T1"), ("taskName", "餐饮抽查"), ("startsOn", "2026-03-01"), ("endsOn", "2026-11-30")],
    };
}
