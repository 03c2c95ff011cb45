using System.Globalization;
using Gateway.Pipeline.Normalise.Data;

namespace Gateway.Pipeline.Deadlines;

/// <summary>Reads calendar.yaml, strictly. A folder without one has a calendar of weekends: all its years are provisional.</summary>
public static class CalendarFile
{
    public const string Name = "calendar.yaml";

    /// <exception cref="FormatException">All that is wrong in the file.</exception>
    public static WorkingCalendar ReadFrom(string folder)
    {
        var file = Path.Combine(folder, Name);
        if (!File.Exists(file))
        {
            return new WorkingCalendar(new Dictionary<int, CalendarYear>());
        }

        using var text = File.OpenText(file);
        return Read(text);
    }

    /// <exception cref="FormatException">All that is wrong in the file.</exception>
    public static WorkingCalendar Read(TextReader yaml)
    {
        var document = ReferenceFile.Read<Document>(yaml, Name);
        var problems = new List<string>();
        problems.AddRange(document.Years.GroupBy(x => x.Year).Where(x => x.Count() > 1).Select(x => $"{x.Key} 年重复"));
        var years = new Dictionary<int, CalendarYear>();
        foreach (var entry in document.Years)
        {
            years[entry.Year] = new CalendarYear(Days(entry, entry.Off, weekend: false, problems), Days(entry, entry.Work, weekend: true, problems));
        }

        return problems.Count == 0 ? new WorkingCalendar(years) : throw new FormatException($"{Name}：{string.Join("；", problems)}");
    }

    private static HashSet<DateOnly> Days(Entry entry, List<string> texts, bool weekend, List<string> problems)
    {
        var days = new HashSet<DateOnly>();
        foreach (var text in texts)
        {
            if (entry.Year is < 1990 or > 2100
                || !DateOnly.TryParseExact($"{entry.Year}-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                problems.Add($"{entry.Year} 年的“{text}”不是日期（应为 \"MM-dd\"）");
            }
            else if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday != weekend)
            {
                problems.Add(weekend ? $"{day:yyyy-MM-dd} 不是周六、周日，不应列入 work" : $"{day:yyyy-MM-dd} 是周末，不必列入 off");
            }
            else if (!days.Add(day))
            {
                problems.Add($"{day:yyyy-MM-dd} 重复");
            }
        }

        return days;
    }

    private sealed class Document
    {
        public List<Entry> Years { get; set; } = [];
    }

    private sealed class Entry
    {
        public int Year { get; set; }

        public List<string> Off { get; set; } = [];

        public List<string> Work { get; set; } = [];
    }
}
