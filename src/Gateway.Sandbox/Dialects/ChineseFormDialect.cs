using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.Dialects;

/// <summary>
/// Dialect 1: Chinese members in GBK, pages by offset, pushes as a form, MD5 over the sorted parameters. See the README for the whole contract.
/// </summary>
internal sealed class ChineseFormDialect(DialectPlatform platform, SandboxOptions options, TimeProvider clock)
{
    private const int LargestPage = 500;
    private const int LargestBatch = 200;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding("GB18030") ?? throw new InvalidOperationException("no GB18030");

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/d1/open/list", (HttpContext context) => ListAsync(context));
        routes.MapPost("/d1/open/upload", (HttpContext context) => UploadAsync(context));
    }

    private Task ListAsync(HttpContext context)
    {
        var query = context.Request.Query.ToDictionary(x => x.Key, x => x.Value.ToString());
        if (Refusal(query) is { } refusal)
        {
            return FailAsync(context, refusal.Code, refusal.Words);
        }

        var size = Number(query, "limit", 1, LargestPage);
        if (DialectPlatform.FeedOf(query.GetValueOrDefault("type", "")) is not { } feed || size is not { } limit
            || Number(query, "offset", 0, int.MaxValue) is not { } offset || offset % limit != 0)
        {
            return FailAsync(context, "400", "参数错误：type、limit（不超过500）或 offset（应为 limit 的倍数）");
        }

        var page = platform.Page(feed, query.GetValueOrDefault("area", ""), (offset / limit) + 1, limit, ChineseNames.Instance);
        return AnswerAsync(context, new { 状态码 = "200", 说明 = "成功", 合计 = page.Total, 记录 = page.Rows.Select(row => row.ToDictionary()) });
    }

    private async Task UploadAsync(HttpContext context)
    {
        var form = (await context.Request.ReadFormAsync(context.RequestAborted)).ToDictionary(x => x.Key, x => x.Value.ToString());
        if (Refusal(form) is { } refusal)
        {
            await FailAsync(context, refusal.Code, refusal.Words);
            return;
        }

        if (Rows(form.GetValueOrDefault("records", "")) is not { Count: > 0 and <= LargestBatch } rows || form.GetValueOrDefault("batch", "").Length == 0)
        {
            await FailAsync(context, "400", "参数错误：batch 或 records（JSON 数组，1 至 200 条）");
            return;
        }

        var receipts = platform.Take([.. rows.Select(row => ChineseNames.Instance.Back(row))]);
        await AnswerAsync(context, new
        {
            状态码 = "200", 说明 = "成功",
            结果 = receipts.Select(x => new { 编号 = x.Identity, 状态 = x.Code == "0" ? "已接收" : "已拒收", 原因 = x.Code == "0" ? "" : $"{x.Code} {x.Message}" }),
        });
    }

    private (string Code, string Words)? Refusal(Dictionary<string, string> parameters)
    {
        var text = string.Join('&', parameters.Where(x => x.Key != "sign").OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => $"{x.Key}={x.Value}"));
        if (parameters.GetValueOrDefault("appKey") != options.DialectId || !Signing.Same(Md5($"{text}&key={options.DialectSecret}"), parameters.GetValueOrDefault("sign")))
        {
            return ("401", "签名错误");
        }

        return DateTime.TryParseExact(parameters.GetValueOrDefault("ts"), "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            && (clock.GetUtcNow() - new DateTimeOffset(at, TimeSpan.FromHours(8))).Duration() <= Window
            ? null
            : ("402", "请求已过期");
    }

    [SuppressMessage("Security", "CA5351", Justification = "The dialect's signature is MD5: chosen, as some platforms have it.")]
    private static string Md5(string text) => Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(text)));

    private static List<IEnumerable<KeyValuePair<string, string>>>? Rows(string records)
    {
        try
        {
            return JsonSerializer.Deserialize<List<Dictionary<string, string>>>(records)?.ConvertAll(x => x.AsEnumerable());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static int? Number(Dictionary<string, string> parameters, string name, int least, int most) =>
        int.TryParse(parameters.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : null;

    private static Task FailAsync(HttpContext context, string code, string words) => AnswerAsync(context, new { 状态码 = code, 说明 = words });

    private static Task AnswerAsync(HttpContext context, object answer) => JsonAnswer.WriteAsync(
        context, StatusCodes.Status200OK, "application/json; charset=GBK", Gbk.GetBytes(JsonSerializer.Serialize(answer, JsonAnswer.Options)));
}
