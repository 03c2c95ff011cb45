using Gateway.Adapters.Identifiers;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.Results;

namespace Gateway.IntegrationTests.Adapters;

/// <summary>Synthetic results with valid identifiers; none of them is of a real enterprise or department.</summary>
internal static class Samples
{
    public static string Department { get; } = Code("11610503016");

    public static string Enterprise { get; } = Code("91610503MA6");

    private static int s_number;

    /// <summary>An id that no other test uses.</summary>
    public static string NewId() => $"T-{Interlocked.Increment(ref s_number):00000}";

    public static InspectionResult Result(string id, int version = 1, params ResultCode[] codes) => new()
    {
        Id = id,
        Version = version,
        Area = SandboxFixture.Area,
        ActionName = "烟花爆竹零售点联合检查",
        Matters = [new("61050300000001", Department + "1"), new("61050300000002", Department + "2")],
        Subject = new("01", "渭南市样例烟花有限公司", "001", Enterprise),
        LeadDept = new(Department, "渭南市华州区样例局"),
        Method = "现场检查",
        Form = "02",
        CheckType = "双随机抽查",
        SpotCheck = true,
        StartedOn = new DateOnly(2026, 11, 2),
        CheckedOn = new DateOnly(2026, 11, 3),
        Results = codes.Length == 0 ? [ResultCode.NoProblemFound] : codes,
        Inspectors = [new("张样例", "61050001"), new("李样例", "61050002")],
        Disposal = Disposal.None,
        EnteredBy = "王样例",
        EnteredAt = new DateTimeOffset(2026, 11, 3, 16, 0, 0, TimeSpan.FromHours(8)),
    };

    public static BatchStamp Stamp(string number) => new(number, new DateTime(2026, 11, 4, 9, 0, 0));

    public static PushBatch Batch(ISink sink, string number, DeliveryOperation operation, params IEnumerable<Mapping> mapped)
    {
        var rows = mapped.Cast<Mapping.Mapped>().SelectMany(one => one.Rows).ToList();
        var stamp = Stamp(number);
        return new PushBatch(stamp, operation, sink.Compose(stamp, rows), [.. rows.Select(row => row.WireId)]);
    }

    /// <summary>Completes a USCC with both check characters.</summary>
    private static string Code(string beginning)
    {
        foreach (var middle in Enumerable.Range(0, 100_000))
        {
            var first16 = beginning + middle.ToString("00000", System.Globalization.CultureInfo.InvariantCulture);
            foreach (var organisationCheck in "0123456789X")
            {
                var first17 = first16 + organisationCheck;
                var code = first17 + Uscc.CheckCharacter(first17);
                if (Uscc.IsValid(code))
                {
                    return code;
                }
            }
        }

        throw new InvalidOperationException("no code completes " + beginning);
    }
}
