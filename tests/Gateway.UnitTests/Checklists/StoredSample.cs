using System.Security.Cryptography;
using Gateway.Pipeline.Checklists.Compile;
using Gateway.Pipeline.Checklists.Versions;

namespace Gateway.UnitTests.Checklists;

/// <summary>A stored version made of matters, and a list with all that a form must show.</summary>
internal static class StoredSample
{
    public static StoredChecklist Of(params IEnumerable<StoredMatter> matters)
    {
        var list = Sample.Compile(matters);
        return new StoredChecklist(
            3, Sample.Day, new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero), Sample.Rules.Version,
            SHA256.HashData(CanonicalChecklist.Bytes(list)), list);
    }

    /// <summary>An item with two joining departments, one with one, one whose lead is 待定, and a dispute.</summary>
    public static StoredChecklist Full() => Of(
    [
        .. Same("对加油站成品油质量和计量的检查", "加油站", "《成品油市场管理办法》第三十条", "commerce", "market-regulation", "emergency"),
        .. Same("对经营性自建房安全的检查", "经营性自建房", "《自建房安全管理办法》第十二条", "housing-construction", "natural-resources"),
        .. Same("对旅馆治安和卫生的检查", "旅馆", "《旅馆业治安管理办法》第十四条", "public-security", "health"),
        .. Same("对加油站储存危险化学品的安全检查", "兼营危险化学品的加油站", "《危险化学品安全管理条例》第七条", "commerce", "emergency"),
    ]);

    private static IEnumerable<StoredMatter> Same(string name, string target, string basis, params string[] kinds) =>
        kinds.Select((x, i) => Sample.Matter(x, name, target, $"6101990000{i:D4}", basis) with { IndustryCode = "6110" });
}
