using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Pipeline.Results;

namespace Gateway.Host.Web.Api;

/// <summary>A kind of refusal: its stable code, its HTTP status and its title.</summary>
internal sealed record ProblemKind(string Code, int Status, string Title);

/// <summary>RFC 9457 problems of the API. Codes are part of its contract; details never repeat what was handed in.</summary>
internal static class Problems
{
    public static readonly ProblemKind Invalid = new("GW-0101", StatusCodes.Status400BadRequest, "内容不符合要求");
    public static readonly ProblemKind NotJson = new("GW-0102", StatusCodes.Status400BadRequest, "不是有效的 JSON");
    public static readonly ProblemKind KeyMissing = new("GW-0103", StatusCodes.Status401Unauthorized, "未认证");
    public static readonly ProblemKind Foreign = new("GW-0104", StatusCodes.Status403Forbidden, "不是本地区的数据");
    public static readonly ProblemKind NotFound = new("GW-0105", StatusCodes.Status404NotFound, "没有找到");
    public static readonly ProblemKind Conflict = new("GW-0106", StatusCodes.Status409Conflict, "与已保存的内容冲突");
    public static readonly ProblemKind TooLarge = new("GW-0107", StatusCodes.Status413PayloadTooLarge, "请求过大");
    public static readonly ProblemKind MediaType = new("GW-0108", StatusCodes.Status415UnsupportedMediaType, "只接受 application/json");
    public static readonly ProblemKind KeyReused = new("GW-0109", StatusCodes.Status422UnprocessableEntity, "Idempotency-Key 已用于其他请求");
    public static readonly ProblemKind TooMany = new("GW-0110", StatusCodes.Status429TooManyRequests, "请求过于频繁");
    public static readonly ProblemKind Classified = new("GW-0111", StatusCodes.Status400BadRequest, "涉密内容不予接收");
    public static readonly ProblemKind Bug = new("GW-0113", StatusCodes.Status500InternalServerError, "内部错误");
    public static readonly ProblemKind Away = new("GW-0112", StatusCodes.Status503ServiceUnavailable, "暂时无法保存，请稍后重试");

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static Answer Of(ProblemKind kind, string detail, IReadOnlyList<ResultProblem>? errors = null) =>
        new(kind.Status, "application/problem+json", JsonSerializer.SerializeToUtf8Bytes(Body(kind, detail, errors), Json));

    public static ProblemBody Body(ProblemKind kind, string detail, IReadOnlyList<ResultProblem>? errors = null) =>
        new($"urn:gateway:problem:{kind.Code}", kind.Title, kind.Status, kind.Code, detail, errors);
}

/// <param name="Type">A stable name of the kind of problem.</param>
/// <param name="Title">The kind, in Chinese.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Detail">This case, in Chinese.</param>
/// <param name="Errors">Every problem found: field (JSON pointer), code and Chinese reason.</param>
internal sealed record ProblemBody(string Type, string Title, int Status, string Code, string Detail, IReadOnlyList<ResultProblem>? Errors);

/// <summary>A finished answer: its bytes can be sent, and kept for a repeated request.</summary>
internal sealed class Answer(int status, string contentType, byte[] body) : IResult
{
    public int Status => status;

    public string ContentType => contentType;

    public byte[] Body => body;

    public static Answer Json<T>(int status, T value) => new(status, "application/json; charset=utf-8", JsonSerializer.SerializeToUtf8Bytes(value, Problems.Json));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = contentType;
        httpContext.Response.ContentLength = body.Length;
        await httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    public override string ToString() => Encoding.UTF8.GetString(body);
}
