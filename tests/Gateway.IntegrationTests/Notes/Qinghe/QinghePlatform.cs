using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.IntegrationTests.Push;
using Gateway.Testing;
using Microsoft.AspNetCore.Http;

namespace Gateway.IntegrationTests.Notes.Qinghe;

/// <summary>The platform of <c>note.md</c>.</summary>
internal sealed class QinghePlatform : NotePlatform
{
    public const string AppId = "qinghe-app";
    public const string Secret = "qinghe-secret";

    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding("GBK")!;

    public QinghePlatform(ForwardClock clock, int enterprises)
        : base(clock)
    {
        for (var number = 0; number < enterprises; number++)
        {
            Put(number, "u");
        }
    }

    /// <summary>Enterprises by their code.</summary>
    public ConcurrentDictionary<string, JsonObject> Enterprises { get; } = new();

    /// <summary>What was reported, by number.</summary>
    public ConcurrentDictionary<string, JsonObject> Reported { get; } = new();

    public void Put(int number, string mark, string? name = null) => Enterprises[$"QH{number:000000}"] = new JsonObject
    {
        ["主体代码"] = $"QH{number:000000}", ["主体名称"] = name ?? $"清河样例{number}有限公司", ["统一社会信用代码"] = UsccOf(number), ["主体类型"] = "01",
        ["证照类型"] = "001", ["行政区划"] = ResultSamples.Area, ["住所"] = $"样例路{number}号", ["登记状态"] = "1",
        ["更新时间"] = Now.AddHours(mark == "d" || name is not null ? 0 : -1).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), ["删除标志"] = mark,
    };

    protected override async Task<(int Status, string ContentType, byte[] Body)> AnswerAsync(HttpRequest request)
    {
        var parameters = request.HasFormContentType
            ? (await request.ReadFormAsync()).ToDictionary(pair => pair.Key, pair => pair.Value.ToString())
            : request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        if (Refusal(parameters) is { } refusal)
        {
            return Json(refusal, "拒绝");
        }

        return (request.Method, request.Path.Value) switch
        {
            ("GET", "/query/qyxx") => Query(parameters),
            ("POST", "/report/jcjg") => Report(parameters),
            _ => (404, "text/plain", []),
        };
    }

    private string? Refusal(Dictionary<string, string> parameters)
    {
        if (parameters.GetValueOrDefault("appid") != AppId || parameters.GetValueOrDefault("sign") != Sign(parameters))
        {
            return "401";
        }

        return DateTime.TryParseExact(parameters["ts"], "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            && (Now - at).Duration() < TimeSpan.FromMinutes(5) ? null : "408";
    }

    [SuppressMessage("Security", "CA5351", Justification = "The note says so.")]
    private static string Sign(Dictionary<string, string> parameters)
    {
        var text = string.Join('&', parameters.Where(pair => pair.Key != "sign" && pair.Value.Length > 0)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
        return Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes($"{text}&key={Secret}")));
    }

    private (int, string, byte[]) Query(Dictionary<string, string> parameters)
    {
        var (from, to) = (parameters.GetValueOrDefault("gxsjq", ""), parameters.GetValueOrDefault("gxsjz", ""));
        var all = Enterprises.Values.Where(row => parameters["xzqh"] == row["行政区划"]!.ToString())
            .Where(row => from.Length > 0
                ? string.CompareOrdinal(row["更新时间"]!.ToString(), from) >= 0 && string.CompareOrdinal(row["更新时间"]!.ToString(), to) < 0
                : row["删除标志"]!.ToString() != "d")
            .OrderBy(row => row["更新时间"]!.ToString(), StringComparer.Ordinal).ThenBy(row => row["主体代码"]!.ToString(), StringComparer.Ordinal).ToList();
        if (all.Count == 0)
        {
            return (200, "text/plain; charset=utf-8", Gbk.GetBytes("查无数据"));
        }

        var limit = int.Parse(parameters["limit"], CultureInfo.InvariantCulture);
        if (limit > 200)
        {
            return Json("601", "每页条数过多");
        }

        var page = all.Skip(int.Parse(parameters["offset"], CultureInfo.InvariantCulture)).Take(limit);
        return Json("200", "成功", new JsonObject { ["总数"] = all.Count, ["列表"] = new JsonArray([.. page.Select(row => row.DeepClone())]) });
    }

    private (int, string, byte[]) Report(Dictionary<string, string> parameters)
    {
        var rows = JsonNode.Parse(parameters["sj"])!.AsArray().Select(row => row!.AsObject()).ToList();
        if (rows.Count.ToString(CultureInfo.InvariantCulture) != parameters["sl"] || rows.Count > 100)
        {
            return Json("602", "条数不符");
        }

        var refused = new JsonArray();
        foreach (var row in rows)
        {
            if (row["企业名称"]!.ToString().Contains("拒收", StringComparison.Ordinal))
            {
                refused.Add(new JsonObject { ["编号"] = row["编号"]!.ToString(), ["原因"] = "企业不在库中" });
                continue;
            }

            Reported[row["编号"]!.ToString()] = (JsonObject)row.DeepClone();
        }

        return Json("200", "成功", new JsonObject { ["失败"] = refused });
    }

    private static (int, string, byte[]) Json(string code, string words, JsonNode? data = null)
    {
        var text = new JsonObject { ["状态"] = code, ["说明"] = words, ["数据"] = data };
        var options = new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        return (200, "application/json; charset=utf-8", Gbk.GetBytes(text.ToJsonString(options)));
    }
}
