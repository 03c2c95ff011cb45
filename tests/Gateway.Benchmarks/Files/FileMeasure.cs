using System.Diagnostics;
using System.Globalization;
using Gateway.Benchmarks.Measuring;

namespace Gateway.Benchmarks.Files;

/// <summary>P9f: files of a department, 1 GB of CSV and 1,000,000 rows of XLSX: speed against a bare reader of a library, and peak memory.</summary>
internal sealed class FileMeasure : IMeasure
{
    private const int Pairs = 3;
    private const long CsvBytes = 1L << 30;
    private const long XlsxRows = 1_000_000;
    private const string Stem = "610502_subject_20261127_001";

    public IReadOnlyList<string> Ids => ["P9f"];

    public async Task<IReadOnlyList<Measurement>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var (csv, xlsx) = (Folder(bench, "csv"), Folder(bench, "xlsx"));
        Bench.Say("P9f: 生成合成文件 / making files");
        SyntheticFiles.Csv(csv, Stem, CsvBytes);
        SyntheticFiles.Xlsx(xlsx, Stem, XlsxRows);
        return [.. await OneAsync("CSV 1 GB", csv, "sep", "Sep", cancellationToken), .. await OneAsync("XLSX 1,000,000 行", xlsx, "excel", "ExcelDataReader", cancellationToken)];
    }

    private static string Folder(Bench bench, string name) => Directory.CreateDirectory(Path.Combine(bench.WorkFolder, name)).FullName;

    private static async Task<IReadOnlyList<Measurement>> OneAsync(string what, string folder, string bare, string library, CancellationToken cancellationToken)
    {
        var (ours, theirs, peaks, barePeaks) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var pair = 0; pair < Pairs; pair++)
        {
            var (theirRows, theirSeconds, theirPeak) = await ReadAsync(bare, folder, cancellationToken);
            var (rows, seconds, peak) = await ReadAsync("source", folder, cancellationToken);
            if (rows != theirRows)
            {
                throw new InvalidOperationException($"{what}: {rows} rows, the bare reader has {theirRows}");
            }

            ours.Add(rows / seconds);
            theirs.Add(theirRows / theirSeconds);
            peaks.Add(peak);
            barePeaks.Add(theirPeak);
        }

        return
        [
            new("P9f", $"读取 {what}：校验、落地页、映射", $"{library} 逐值读取", "行/s", ours, theirs, Statistics.MedianRatio(ours, theirs), Goal.Share(0.7)),
            new("P9f", $"读取 {what} 的内存峰值", $"{library} 的峰值", "MB", peaks, barePeaks, peaks.Max(), Goal.Most(300, Scale.Megabytes)),
        ];
    }

    private static async Task<(long Rows, double Seconds, double Peak)> ReadAsync(string how, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [FileReading.Verb, how, folder]) { RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("not started");
        var answer = (await process.StandardOutput.ReadToEndAsync(cancellationToken)).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 && answer.Length == 3
            ? (long.Parse(answer[0], CultureInfo.InvariantCulture), double.Parse(answer[1], CultureInfo.InvariantCulture), double.Parse(answer[2], CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"{how} ended with {process.ExitCode}");
    }
}
