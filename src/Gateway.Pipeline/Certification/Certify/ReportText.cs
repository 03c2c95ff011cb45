using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Pipeline.Runs;

namespace Gateway.Pipeline.Certification.Certify;

/// <summary>A report as it is kept: JSON for programs (its bytes are what is signed), Markdown for people.</summary>
public static class ReportText
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static byte[] ToJson(CertifyReport report) => JsonSerializer.SerializeToUtf8Bytes(report, Json);

    /// <summary><see langword="null"/> where the bytes are no report.</summary>
    public static CertifyReport? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<CertifyReport>(json, Json) is { Area: not null, Adapters: not null } report ? report : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string DigestOf(ReadOnlySpan<byte> json) => Convert.ToHexStringLower(SHA256.HashData(json));

    public static string ToMarkdown(CertifyReport report, string sha256)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {report.Area} {report.AreaName} 适配器验证报告\n\n");
        text.Append(CultureInfo.InvariantCulture, $"- 时间：{At(report.StartedAt)} 至 {At(report.EndedAt)}\n- 对象：{report.Against}\n");
        text.Append(CultureInfo.InvariantCulture, $"- 结论：{(report.Green ? "通过" : "未通过")}\n- 程序版本：{report.Program}\n- JSON 报告的 SHA-256：`{sha256}`（记入审计日志）\n");
        foreach (var adapter in report.Adapters)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {adapter.Profile}：{(adapter.Green ? "通过" : "未通过")}\n\n配置摘要 `{adapter.Digest}`\n\n");
            text.Append("| 数据或目标 | 检查 | 结果 | 看到的 | 处理 |\n|---|---|---|---|---|\n");
            foreach (var check in adapter.Checks)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {check.Subject} | {check.Name} | {WordOf(check.Verdict)} | {Cell(check.Seen)} | {Cell(check.Remedy ?? "")} |\n");
            }
        }

        return text.ToString();
    }

    public static string WordOf(CheckVerdict verdict) => verdict switch
    {
        CheckVerdict.Passed => "通过",
        CheckVerdict.Failed => "**未通过**",
        CheckVerdict.NotApplicable => "不适用",
    };

    private static string At(DateTimeOffset at) => ChinaTime.Of(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
