using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Files;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.UnitTests.Configuration;
using Gateway.UnitTests.Golden;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Gateway.UnitTests.Files;

/// <summary>
/// Golden files: a folder under <c>Samples</c> is a sample: <c>input.csv</c>, <c>input.json</c> or the parts of a workbook in <c>input.xlsx/</c>,
/// and <c>profile.yaml</c> (a profile over <c>file</c>, with a feed <c>subject</c>). A new sample is a new folder and no code; what was received is
/// written beside it where it differs, <c>GATEWAY_ACCEPT=1</c> accepts it. All samples are synthetic.
/// </summary>
public sealed class FileSampleTests
{
    private static readonly JsonSerializerOptions Shown = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Samples() => [.. Directory.GetDirectories(Root()).Select(folder => Path.GetFileName(folder))];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_is_read_as_expected(string name)
    {
        var folder = Path.Combine(Root(), name);
        using var desk = new DropDesk();
        var extension = Lay(desk, folder);
        var source = SourceOf(folder, desk.Folder);
        var seen = new JsonArray();
        await foreach (var page in source.ReadAsync(
            new PullRequest("610503", Feed.Subject, PullMode.Full, null, null, null), TestContext.Current.CancellationToken))
        {
            seen.Add(Describe(page));
            Assert.Equal(
                page.Rows.Rows.Select(row => string.Join('|', row.Values)), source.Parse(Feed.Subject, page.Body).Rows.Select(row => string.Join('|', row.Values)));
        }

        Assert.NotEmpty(extension);
        GoldenExpectation.Compare(folder, seen.ToJsonString(Shown) + "\n");
    }

    private static string Lay(DropDesk desk, string folder)
    {
        var input = Directory.EnumerateFileSystemEntries(folder, "input.*").Single();
        var extension = Path.GetExtension(input);
        var content = Directory.Exists(input) ? Zip(input) : File.ReadAllBytes(input);
        desk.Lay("610503_subject_20261127_001" + extension, content, int.Parse(File.ReadAllText(Path.Combine(folder, "rows.txt")), System.Globalization.CultureInfo.InvariantCulture));
        return extension;
    }

    private static ISource SourceOf(string folder, string drop)
    {
        using var settings = new TestFolder();
        Directory.Delete(Path.Combine(settings.Path, "profiles"), recursive: true);
        Directory.Delete(Path.Combine(settings.Path, "counties"), recursive: true);
        settings.With("profiles/sample.yaml", File.ReadAllBytes(Path.Combine(folder, "profile.yaml")));
        settings.With("counties/610503-sample.yaml", """
            area: "610503"
            name: 华州区
            level: 县
            cdSource: "610503"
            dataSource:
              name: 示例单位
              uscc: "11610502XN61050266"
            feeds:
              subject:
                profile: sample
                cron: "5 6 * * *"
                fullCron: "2 1 * * 1"
            compile:
              cron: "9 6 * * *"
            targets: []
            """);
        var variables = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Gateway:Profiles:Sample:Directory"] = drop }).Build();
        return AdapterCatalog.Load(settings.Path, [new FileProfile()], variables, TestFolder.Services) switch
        {
            CatalogLoad.Loaded loaded => loaded.Catalog.SourceOf("610503", Feed.Subject)!,
            CatalogLoad.Refused refused => throw new ConfigurationRefused(refused.Problems),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static JsonObject Describe(SourcePage page) => new()
    {
        ["cursor"] = page.Cursor?.Opaque,
        ["drift"] = new JsonArray([.. page.Rows.Drift.Select(drift => JsonValue.Create($"{drift.Kind} {drift.Field} {drift.Rows}"))]),
        ["rows"] = new JsonArray([.. page.Rows.Rows.Select(Row)]),
    };

    private static JsonObject Row(RawRow row)
    {
        var seen = new JsonObject { ["place"] = row.Place };
        if (row.Unreadable is { } why)
        {
            seen["unreadable"] = why;
        }

        foreach (var (field, value) in FeedSchemas.Subject.Fields.Zip(row.Values).Where(pair => pair.Second is not null))
        {
            seen[field.Name] = value;
        }

        return seen;
    }

    private static byte[] Zip(string folder)
    {
        using var bytes = new MemoryStream();
        ZipFile.CreateFromDirectory(folder, bytes);
        return bytes.ToArray();
    }

    private static string Root([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Samples");
}
