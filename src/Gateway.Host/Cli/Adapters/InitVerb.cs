using System.CommandLine;
using System.Text.Json;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Configuration.Drafts;
using Gateway.Contracts;

namespace Gateway.Host.Cli.Adapters;

/// <summary>Drafts a profile file from what an integrator has at hand.</summary>
internal static class InitVerb
{
    public static Command Create()
    {
        var area = new Argument<string>("area") { Description = "行政区划代码，如 610502" };
        var from = new Option<string>("--from")
        {
            Description = "样本或说明：page.json、rows.csv、rows.xlsx、openapi.yaml、ddl.sql，或 table:列1,列2,…", Required = true,
        };
        var feed = new Option<string>("--feed") { Description = "数据种类", Required = true };
        var name = new Option<string?>("--profile") { Description = "新平台档案的名称（默认 area-<区划>-<数据种类>）" };
        var extends = new Option<string?>("--extends") { Description = "通用档案（默认按样本的种类选）" };
        var folder = new Option<string?>("--out") { Description = "配置文件夹（默认 GATEWAY_ADAPTERS）" };
        var verb = new Command("init", "由样本或接口说明起草平台档案：按名称匹配字段，没有把握的加标记；绝不覆盖已有文件") { area, from, feed, name, extends, folder };
        verb.SetAction((parsed, cancellationToken) => Verb.RunAsync(
            services => RunAsync(
                services,
                new InitRequest(
                    parsed.GetRequiredValue(area), parsed.GetRequiredValue(from), parsed.GetRequiredValue(feed), parsed.GetValue(name),
                    parsed.GetValue(extends), parsed.GetValue(folder)),
                cancellationToken),
            OfflineServices.Prepare));
        return verb;
    }

    private static async Task<int> RunAsync(IServiceProvider services, InitRequest request, CancellationToken cancellationToken)
    {
        if (!FeedArgument.TryResolve(request.Feed, out var found) || found is not { } feed)
        {
            return ExitCode.Wrong;
        }

        var generic = services.GetServices<IAdapterProfile>().OfType<IGenericProfile>().ToList();
        var wanted = request.Extends ?? GuessOf(request.From);
        if (generic.Find(profile => profile.Name == wanted) is not { } chosen)
        {
            return await WrongAsync($"没有通用档案 {wanted}；可用：{string.Join("、", generic.Select(profile => profile.Name))}（用 --extends 指定）");
        }

        var name = request.Profile ?? $"area-{request.Area}-{feed.Wire().Replace('_', '-')}";
        var folder = request.Folder ?? GatewayVariables.AdapterFolder(services.GetRequiredService<IConfiguration>());
        var path = Path.Combine(folder, "profiles", name + ".yaml");
        if (File.Exists(path))
        {
            return await WrongAsync($"{path} 已存在，不覆盖：换一个 --profile，或先移走该文件");
        }

        if (await ReadAsync(request.From, feed, cancellationToken) is not { } source)
        {
            return await WrongAsync($"{request.From} 中没有找到字段名");
        }

        Directory.CreateDirectory(Path.Combine(folder, "profiles"));
        var text = ProfileDraft.Of(chosen, feed, source);
        await using (var file = new StreamWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write)))
        {
            await file.WriteAsync(text.AsMemory(), cancellationToken);
        }

        Console.WriteLine($"已起草 {path}：填写 {Count(text, "待填")} 处，核对 {Count(text, "存疑")} 处");
        Console.WriteLine($"然后在 counties/{request.Area}-….yaml 的 feeds: {feed.Wire()}: profile: 写 {name}，执行 gateway adapters check");
        return ExitCode.Done;
    }

    private static string GuessOf(string from) => Path.GetExtension(from).ToLowerInvariant() switch
    {
        ".csv" or ".xlsx" => "file",
        ".sql" => "table",
        _ => from.StartsWith("table:", StringComparison.Ordinal) ? "table" : "rest",
    };

    private static async Task<DraftSource?> ReadAsync(string from, Feed feed, CancellationToken cancellationToken)
    {
        if (from.StartsWith("table:", StringComparison.Ordinal))
        {
            return DraftSources.Columns(from["table:".Length..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), []);
        }

        if (!File.Exists(from))
        {
            await Console.Error.WriteLineAsync($"没有文件 {from}");
            return null;
        }

        try
        {
            return Path.GetExtension(from).ToLowerInvariant() switch
            {
                ".csv" => DraftSources.Csv(await File.ReadAllBytesAsync(from, cancellationToken)),
                ".xlsx" => Sheet(from),
                ".sql" => DraftSources.Sql(await File.ReadAllTextAsync(from, cancellationToken)),
                ".yaml" or ".yml" => DraftSources.OpenApi(from, names => ProfileDraft.Fit(feed, names)),
                _ => await JsonAsync(from, feed, cancellationToken),
            };
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{from} 读不出：{unreadable.Message}");
            return null;
        }
    }

    // A JSON file is a page of rows, or an interface description.
    private static async Task<DraftSource?> JsonAsync(string from, Feed feed, CancellationToken cancellationToken)
    {
        var body = await File.ReadAllBytesAsync(from, cancellationToken);
        using var document = JsonDocument.Parse(body);
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("openapi", out _)
            ? DraftSources.OpenApi(from, names => ProfileDraft.Fit(feed, names))
            : DraftSources.Json(body);
    }

    private static DraftSource? Sheet(string path)
    {
        var rows = MiniExcelLibs.MiniExcel.Query(path).Take(2).Cast<IDictionary<string, object?>>()
            .Select(row => row.Values.Select(value => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "").ToList()).ToList();
        return rows.Count == 0 ? null : DraftSources.Columns(rows[0], rows.Count > 1 ? rows[1] : []);
    }

    private static int Count(string text, string mark) => text.Split('\n').Skip(2).Count(line => line.Contains(mark, StringComparison.Ordinal));

    private static async Task<int> WrongAsync(string words)
    {
        await Console.Error.WriteLineAsync(words);
        return ExitCode.Wrong;
    }

    private sealed record InitRequest(string Area, string From, string Feed, string? Profile, string? Extends, string? Folder);
}
