using System.Globalization;
using Gateway.Adapters.Identifiers;
using Gateway.Contracts.Results;

namespace Gateway.Testing;

/// <summary>Synthetic results with valid identifiers: none is of a real subject, department or person.</summary>
internal static class ResultSamples
{
    public const string Area = "610502";

    public static string Department { get; } = Uscc("11610502");

    public static string Enterprise { get; } = Uscc("91610502");

    public static string Trader { get; } = Uscc("92610502");

    public static string School { get; } = Uscc("12610502");

    public static string Citizen { get; } = "61050219800101001" + IdNumber.CheckCharacter("61050219800101001");

    public static InspectionResult Result(string id, int version = 1) => new()
    {
        Id = id,
        Version = version,
        Area = Area,
        ActionName = "成品油经营单位联合检查",
        Matters = [new("61050200000001", Department + "1")],
        Subject = new("01", "渭南样例石化有限公司", "001", Enterprise, "610502100000001", "渭南市临渭区样例路1号"),
        LeadDept = new(Department, "临渭区样例局"),
        Method = "现场检查",
        Form = "02",
        CheckType = "双随机抽查",
        SpotCheck = true,
        StartedOn = new DateOnly(2026, 11, 2),
        CheckedOn = new DateOnly(2026, 11, 3),
        Results = [ResultCode.NoProblemFound],
        Inspectors = [new("张样例", "61050001"), new("李样例", "61050002")],
        Disposal = Disposal.None,
        EnteredBy = "王样例",
        EnteredAt = new DateTimeOffset(2026, 11, 3, 16, 0, 0, TimeSpan.FromHours(8)),
    };

    public static InspectionResult Exempt(string id, int version = 1) =>
        Result(id, version) with { Exemption = new("商业秘密", "渭临审〔2026〕1号", "赵样例", new DateOnly(2026, 11, 3)) };

    public static InspectionResult OfCitizen(string id) => Result(id) with { Subject = new("07", "钱样例", "111", Citizen) };

    public static InspectionResult OfSchool(string id) => Result(id) with { Subject = new("04", "临渭区样例小学", "001", School) };

    private static string Uscc(string beginning)
    {
        for (var middle = 0; ; middle++)
        {
            var first16 = beginning + middle.ToString("00000000", CultureInfo.InvariantCulture);
            if (OrganisationCode.TryCheckCharacter(first16.AsSpan(8), out var check) && check != 'I')
            {
                var first17 = first16 + check;
                var code = first17 + Adapters.Identifiers.Uscc.CheckCharacter(first17);
                if (Adapters.Identifiers.Uscc.IsValid(code))
                {
                    return code;
                }
            }
        }
    }
}
