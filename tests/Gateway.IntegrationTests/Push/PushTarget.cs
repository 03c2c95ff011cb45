using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Contracts.Results;
using Xunit;

namespace Gateway.IntegrationTests.Push;

/// <summary>A target as its contract describes it: where it is pushed to, its words in the ledger, and the digest of a record.</summary>
internal sealed record PushTarget(
    string Name, string Settings, string Profile, string LedgerKind, string Live, string Gone, string IdSuffix, Func<string, InspectionResult, string> Digested)
{
    public static PushTarget Exchange { get; } = new(
        "exchange-rest", "ExchangeRest", "p1", "result", "TAKEN", "DELETED", "-01",
        (id, x) => $"{id}|{x.Subject!.CredentialCode}|{x.LeadDept!.Code}|{Day(x, '-')}|{(IsClean(x) ? "1" : "2")}");

    public static PushTarget Publicity { get; } = new(
        "publicity", "Publicity", "p2", "spotcheck", "PUBLISHED", "WITHDRAWN", "",
        (id, x) => $"{id}|{x.Subject!.CredentialCode}|{x.LeadDept!.Code}|{Day(x, '-')}|{(IsClean(x) ? "1" : "E")}");

    public static PushTarget Credit { get; } = new(
        "credit", "Credit", "p3", "check", "0", "1", "",
        (id, x) => $"{id}|{x.Subject!.CredentialCode}|{x.LeadDept!.Code}|{Day(x, '/')}|{(IsClean(x) ? "未发现问题" : "发现问题经责令已改正")}");

    public static PushTarget DoubleRandom { get; } = new(
        "double-random", "DoubleRandom", "p4", "check-result", "TAKEN", "WITHDRAWN", "",
        (id, x) => $"{id}|{x.Subject!.CredentialCode}|{x.LeadDept!.Code}|{Day(x, '-')}|{(IsClean(x) ? "01" : "02")}");

    /// <summary>State of a delivery whose record is in force.</summary>
    public string Done => Name == "publicity" ? "published" : "accepted";

    /// <summary>Whether the ledger counts a withdrawal as a change of the record.</summary>
    public bool WithdrawalIsAVersion => Profile is "p1" or "p3";

    public static IReadOnlyList<PushTarget> All { get; } = [Exchange, Publicity, Credit, DoubleRandom];

    public static PushTarget Named(string name) => All.Single(x => x.Name == name);

    /// <summary>The ledger holds all results, each in force, with its digest and taken once; and nothing else.</summary>
    public async Task AssertHoldsAllAsync(PushBench bench) => Assert.Equal(
        bench.Results.Select(x => $"{Name} {IdOf(x)} {Live} ×1 {DigestOf(x)}").Order(StringComparer.Ordinal),
        (await bench.LedgerAsync(Profile, LedgerKind)).Select(x => $"{Name} {x.Id} {x.State} ×{x.Versions} {x.Digest}"));

    public string IdOf(InspectionResult result) => $"{result.Area}-{result.Id}{IdSuffix}";

    private string DigestOf(InspectionResult result) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Digested(IdOf(result), result))));

    private static bool IsClean(InspectionResult result) => result.Results is [ResultCode.NoProblemFound];

    private static string Day(InspectionResult result, char separator) =>
        result.CheckedOn!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).Replace('-', separator);
}
