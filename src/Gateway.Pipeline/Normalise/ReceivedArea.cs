using Gateway.Pipeline.Normalise.Values;

namespace Gateway.Pipeline.Normalise;

/// <summary>The area of a row, with a finding where it had to be repaired.</summary>
internal static class ReceivedArea
{
    public static AreaReading? Of(
        AreaResolver areas, string feedArea, string? received, string? operating, string? registered, DateOnly day, Findings findings)
    {
        var reading = areas.Resolve(feedArea, received, operating, registered, day);
        switch (reading.Verdict)
        {
            case AreaVerdict.Exact:
                break;
            case AreaVerdict.Alias:
                findings.Add(IssueClasses.Standard, "area_alias", "行政区划代码", "使用了旧的或下级的行政区划代码，已按别名表换算", received);
                break;
            case AreaVerdict.ByAddress:
                findings.Add(IssueClasses.Standard, "area_by_address", "行政区划代码", "行政区划代码无法识别，已按地址确定", received);
                break;
            case AreaVerdict.Unresolved:
                return null;
        }

        return reading;
    }
}
