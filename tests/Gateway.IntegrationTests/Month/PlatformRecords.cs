using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Contracts.Results;

namespace Gateway.IntegrationTests.Month;

/// <summary>A record in force at a platform, with the digest that its ledger shows.</summary>
internal sealed record PlatformRecord(string Profile, string Id, string Digest);

/// <summary>
/// What a result that may be seen is at each platform, from the tables of the platforms' contract alone: nothing of the gateway's routing,
/// mapping or code maps is called.
/// </summary>
internal static class PlatformRecords
{
    /// <summary>Publicity's code, double-random's, credit's words, and the exchange's verdict; two codes lack a counterpart somewhere.</summary>
    private static readonly Dictionary<ResultCode, (string? Publicity, string? DoubleRandom, string Words, char Verdict)> Codes = new()
    {
        [ResultCode.NoProblemFound] = ("1", "01", "未发现问题", '1'),
        [ResultCode.Unreachable] = ("6", "10", "通过登记的住所（经营场所）无法联系", '3'),
        [ResultCode.Deregistered] = ("9", "05", "注销", '3'),
        [ResultCode.ProblemPending] = ("A", "09", "发现问题待后续处理", '2'),
        [ResultCode.NotPublicised] = ("B", "13", "未按规定公示应当公示的信息", '2'),
        [ResultCode.Falsified] = ("C", "14", "隐瞒真实情况、弄虚作假", '2'),
        [ResultCode.CorrectedOnOrder] = ("E", "02", "发现问题经责令已改正", '2'),
        [ResultCode.OtherViolation] = ("D", null, "违反其他规定", '2'),
        [ResultCode.Suspended] = (null, "06", "暂停营业", '3'),
    };

    /// <summary>The platforms that have to get the result but have no code for its finding: it waits there for a person.</summary>
    public static IEnumerable<string> Waiting(InspectionResult result) => Routed(result).Where(x => x.Record is null).Select(x => x.Profile);

    public static IEnumerable<PlatformRecord> Of(InspectionResult result) => Routed(result).Select(x => x.Record).OfType<PlatformRecord>();

    private static IEnumerable<(string Profile, PlatformRecord? Record)> Routed(InspectionResult result)
    {
        var (id, subject) = ($"{result.Area}-{result.Id}", result.Subject!);
        var codes = result.Results!.Select(x => Codes[x]).ToList();
        var verdict = codes.Any(x => x.Verdict == '2') ? '2' : codes.Any(x => x.Verdict == '3') ? '3' : '1';
        for (var place = 1; place <= result.Matters!.Count; place++)
        {
            yield return ("p1", Record("p1", $"{id}-{place:00}", result.Party?.CredentialCode ?? subject.CredentialCode, result, "-", [$"{verdict}"], ','));
        }

        // Natural persons and objects without a code of their own go to the exchange alone.
        if (subject.CredentialType != "001")
        {
            yield break;
        }

        if (subject.Kind is "01" or "02" or "03")
        {
            yield return ("p2", Record("p2", id, subject.CredentialCode, result, "-", codes.Select(x => x.Publicity), ','));
        }

        yield return ("p3", Record("p3", id, subject.CredentialCode, result, "/", codes.Select(x => x.Words), '；'));
        yield return ("p4", Record("p4", id, subject.CredentialCode, result, "-", codes.Select(x => x.DoubleRandom), ','));
    }

    private static PlatformRecord? Record(
        string profile, string id, string? subject, InspectionResult result, string between, IEnumerable<string?> outcome, char comma)
    {
        var words = outcome.ToList();
        if (words.Contains(null))
        {
            return null;
        }

        var day = result.CheckedOn!.Value.ToString($"yyyy'{between}'MM'{between}'dd", CultureInfo.InvariantCulture);
        var digested = $"{id}|{subject}|{result.LeadDept!.Code}|{day}|{string.Join(comma, words)}";
        return new PlatformRecord(profile, id, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(digested))));
    }
}
