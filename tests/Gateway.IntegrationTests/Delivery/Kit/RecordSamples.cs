using Gateway.Contracts.CreditRecords;
using Gateway.Contracts.Results;

namespace Gateway.Testing;

/// <summary>Synthetic penalties and licences with valid identifiers: none is of a real party, organ or person.</summary>
internal static class RecordSamples
{
    public static Penalty Penalty(string id, int version = 1) => new()
    {
        Id = id,
        Version = version,
        Area = ResultSamples.Area,
        Party = new RecordParty(
            PartyKind.Organisation, "渭南样例石化有限公司", ResultSamples.Enterprise, RegNo: "610502100000001",
            LegalPerson: new LegalPerson("孙样例", "111", ResultSamples.Citizen)),
        DocumentNo = $"渭临商罚〔2026〕{id}号",
        ViolationType = "未按规定报送信息",
        Facts = "未按规定报送成品油销售信息",
        Basis = "《成品油市场管理办法》第三十条",
        Categories = ["02"],
        Content = "罚款一万元",
        Fine = 10_000m,
        DecidedOn = new DateOnly(2026, 10, 30),
        Organ = new ResultDepartment(ResultSamples.Department, "临渭区样例局"),
        Severity = Severity.General,
        EnteredBy = "王样例",
        EnteredAt = new DateTimeOffset(2026, 11, 3, 16, 0, 0, TimeSpan.FromHours(8)),
    };

    public static Penalty OfCitizen(string id) => Penalty(id) with
    {
        Party = new RecordParty(PartyKind.Person, "钱样例", CredentialType: "111", CredentialCode: ResultSamples.Citizen),
    };

    public static Licence Licence(string id, int version = 1) => new()
    {
        Id = id,
        Version = version,
        Area = ResultSamples.Area,
        Party = new RecordParty(PartyKind.Trader, "临渭区样例油品店", ResultSamples.Trader),
        DocumentName = "准予行政许可决定书",
        DocumentNo = $"渭临商许〔2026〕{id}号",
        Category = "普通",
        CertificateName = "成品油零售经营批准证书",
        CertificateNo = "油零售证书第61050001号",
        Content = "成品油零售经营",
        DecidedOn = new DateOnly(2026, 10, 30),
        ValidFrom = new DateOnly(2026, 11, 1),
        Organ = new ResultDepartment(ResultSamples.Department, "临渭区样例局"),
        EnteredBy = "王样例",
        EnteredAt = new DateTimeOffset(2026, 11, 3, 16, 0, 0, TimeSpan.FromHours(8)),
    };

    /// <summary>A repair by the party of <see cref="Penalty"/>, decided when the minimum term of a general act was over.</summary>
    public static CreditRepair Repair(string id, params RepairedRecord[] records) => new()
    {
        Id = id,
        Area = ResultSamples.Area,
        PartyCode = ResultSamples.Enterprise,
        Records = records,
        DecisionNo = "渭信修〔2027〕5号",
        DecidedOn = new DateOnly(2027, 2, 1),
        Organ = new ResultDepartment(ResultSamples.Department, "临渭区样例局"),
        Basis = "《信用修复管理办法》第十条",
        PublicStatus = 1,
        EnteredBy = "王样例",
        EnteredAt = new DateTimeOffset(2027, 2, 2, 9, 0, 0, TimeSpan.FromHours(8)),
    };
}
