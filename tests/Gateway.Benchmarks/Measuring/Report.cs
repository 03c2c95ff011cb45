using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Gateway.Benchmarks.Measuring;

/// <summary>The table on the screen and the numbers in a file.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Print(IReadOnlyList<Measurement> measurements)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = 200;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns(
            "项目\nMeasure", "工作\nWork", "对照\nBaseline", "本网关\nOurs", "对照值\nTheirs", "比值\nRatio", "目标\nTarget", "结果\nVerdict");
        foreach (var x in measurements)
        {
            table.AddRow([.. Cells(x).Select(cell => new Markup(Markup.Escape(cell)))]);
        }

        AnsiConsole.Write(table);
        foreach (var x in measurements.Where(x => x.Note.Length > 0))
        {
            Console.WriteLine($"{x.Id}: {x.Note}");
        }
    }

    public static string Write(string folder, BenchOptions options, DateTimeOffset at, IReadOnlyList<Measurement> measurements)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"bench-{at:yyyyMMdd-HHmmss}.json");
        var content = JsonSerializer.Serialize(
            new
            {
                at, processors = Environment.ProcessorCount, options.Rows,
                measures = measurements.Select(x => new
                {
                    x.Id, x.Work, x.Baseline, x.Unit, x.Ours, x.Theirs, x.Figure, target = x.Goal.Text, x.Reached, x.Note,
                }),
            },
            Json);
        File.WriteAllText(file, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return file;
    }

    private static string[] Cells(Measurement x) =>
    [
        x.Id, x.Work, x.Baseline, Values(x.Ours, x.Unit), Values(x.Theirs, x.Unit), x.Goal.Write(x.Figure), x.Goal.Text,
        x.Reached ? "达到 reached" : "未达到 missed",
    ];

    // The median first, then how far the single values lie apart.
    private static string Values(IReadOnlyList<double> values, string unit) => values.Count switch
    {
        0 => "—",
        1 => $"{values[0]:#,0.##} {unit}",
        _ => $"{values.Median():#,0.##} {unit}\n({values.Min():#,0.##}–{values.Max():#,0.##})",
    };
}
