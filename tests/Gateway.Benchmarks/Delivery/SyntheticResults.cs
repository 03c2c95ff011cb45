using System.Globalization;
using Gateway.Adapters.Identifiers;
using Gateway.Benchmarks.Programs;
using Gateway.Contracts.Results;

namespace Gateway.Benchmarks.Delivery;

/// <summary>Results that all four targets take: enterprises with valid numbers that belong to nobody, one row a target each.</summary>
internal sealed class SyntheticResults
{
    private readonly string _department = Number("11610502", 0);
    private int _made;

    public IReadOnlyList<InspectionResult> Make(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    private InspectionResult Next()
    {
        var number = _made++;
        return new InspectionResult
        {
            Id = $"bench-{number:D7}",
            Version = 1,
            Area = SandboxProgram.Area,
            TaskCode = $"RW{number % 100:D6}",
            TaskName = "成品油经营单位联合检查任务",
            ActionName = "成品油经营单位联合检查",
            Matters = [new ResultMatter("61050200000001", _department + "1")],
            Subject = new ResultSubject(
                "01", $"渭南样例石化第{number}有限公司", "001", Number("91610502", number), "610502100000001", "渭南市临渭区样例路1号"),
            LeadDept = new ResultDepartment(_department, "临渭区样例局"),
            Method = "现场检查",
            Form = "02",
            CheckType = "双随机抽查",
            SpotCheck = true,
            StartedOn = new DateOnly(2026, 11, 2),
            CheckedOn = new DateOnly(2026, 11, 3),
            Results = [ResultCode.NoProblemFound],
            Inspectors = [new ResultInspector("张样例", "61050001"), new ResultInspector("李样例", "61050002")],
            Disposal = Disposal.None,
            EnteredBy = "王样例",
            EnteredAt = new DateTimeOffset(2026, 11, 3, 16, 0, 0, TimeSpan.FromHours(8)),
        };
    }

    /// <summary>The number-th USCC that begins so; those whose check character does not exist are passed over.</summary>
    private static string Number(string beginning, int number)
    {
        for (var middle = number * 20; ; middle++)
        {
            var first16 = beginning + middle.ToString("00000000", CultureInfo.InvariantCulture);
            if (OrganisationCode.TryCheckCharacter(first16.AsSpan(8), out var check))
            {
                var first17 = first16 + check;
                var code = first17 + Uscc.CheckCharacter(first17);
                if (Uscc.IsValid(code))
                {
                    return code;
                }
            }
        }
    }
}
