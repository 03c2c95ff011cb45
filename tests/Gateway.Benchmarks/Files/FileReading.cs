using System.Diagnostics;
using System.Globalization;
using ExcelDataReader;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Files;
using Gateway.Adapters.Http;
using Gateway.Adapters.Mappings;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using nietras.SeparatedValues;

namespace Gateway.Benchmarks.Files;

/// <summary>
/// One reading of one file in a process of its own, so that its peak of memory is its own: by the gateway's source (hash, count, pages as they
/// land, mapped rows), or by a bare reader that makes a string of every value.
/// </summary>
internal static class FileReading
{
    public const string Verb = "read-file";

    /// <summary>Prints rows, seconds and peak memory in MB.</summary>
    public static async Task<int> RunAsync(string how, string folder)
    {
        var clock = Stopwatch.StartNew();
        var rows = how switch
        {
            "source" => await SourceAsync(folder),
            "sep" => Bare(Directory.EnumerateFiles(folder, "*.csv").Single()),
            "excel" => BareExcel(Directory.EnumerateFiles(folder, "*.xlsx").Single()),
            _ => throw new ArgumentException(how, nameof(how)),
        };
        var peak = File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows} {clock.Elapsed.TotalSeconds:0.000} {long.Parse(peak, CultureInfo.InvariantCulture) / 1024}"));
        return 0;
    }

    private static async Task<long> SourceAsync(string folder)
    {
        var schema = FeedSchemas.Subject;
        string[] fields = ["identity", "changeId", "changedAt", "operation", "kind", "name", "credentialType", "credentialCode", "regNo", "legalPerson", "addressRegistered", "addressOperating", "area", "industryCode", "establishedOn", "contactPhone"];
        var options = new FilesOptions
        {
            Directory = folder,
            SpoolDirectory = Path.Combine(folder, "spool"),
            Feeds = new Dictionary<Feed, FeedFiles>
            {
                [Feed.Subject] = new() { Full = "subject", Fields = FieldsOf(fields) },
            },
        };
        var services = new ServiceCollection().AddAdapterHttp().BuildServiceProvider();
        var context = new AdapterContext
        {
            Area = "610502", AreaName = "临渭区", CdSource = "610502", DataSourceName = "", DataSourceUscc = "", CredentialScope = "bench",
            HttpClients = services.GetRequiredService<IHttpClientFactory>(), Time = TimeProvider.System, Loggers = NullLoggerFactory.Instance,
            Secrets = new InMemorySecretStore(),
        };
        var source = new FileProfile().CreateSource(context, options) ?? throw new InvalidOperationException("no source");
        long rows = 0;
        await foreach (var page in source.ReadAsync(new PullRequest("610502", schema.Feed, PullMode.Full, null, null, null), CancellationToken.None))
        {
            rows += page.Rows.Rows.Count(row => row.Unreadable is null);
        }

        return rows;
    }

    private static Dictionary<string, FieldRule> FieldsOf(string[] fields) =>
        FieldRules.Renames(fields.Zip(SyntheticFiles.Columns).Select(pair => KeyValuePair.Create(pair.First, pair.Second)));

    private static long Bare(string path)
    {
        using var reader = Sep.New(',').Reader(o => o with { Unescape = true }).FromFile(path);
        long rows = 0, letters = 0;
        foreach (var row in reader)
        {
            for (var i = 0; i < row.ColCount; i++)
            {
                letters += row[i].ToString().Length;
            }

            rows++;
        }

        return letters > 0 ? rows : 0;
    }

    private static long BareExcel(string path)
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        using var stream = File.OpenRead(path);
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(stream);
        long rows = -1, letters = 0;
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                letters += reader.GetValue(i)?.ToString()?.Length ?? 0;
            }

            rows++;
        }

        return letters > 0 ? rows : 0;
    }
}
