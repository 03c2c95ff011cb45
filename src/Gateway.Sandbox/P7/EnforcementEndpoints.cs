using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P7;

/// <summary>Profile 7, the law-enforcement system: one address, XML both ways, signed with MD5.</summary>
internal sealed class EnforcementEndpoints(SandboxOptions options, SecretWindow secrets, EnforcementLedger ledger)
{
    private const string XmlType = "application/xml; charset=UTF-8";
    private const string Signature = "1";
    private const string Format = "2";
    private const string Service = "3";

    public void Map(IEndpointRouteBuilder app) => app.MapPost("/p7/exchange", ExchangeAsync);

    private async Task ExchangeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, XmlType, Answer(context.Request.ContentType ?? "", body.ToArray()));
    }

    private byte[] Answer(string type, byte[] body)
    {
        if (!type.Replace(" ", "", StringComparison.Ordinal).Equals("application/xml;charset=utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return ExchangeXml.Reply("", Format, "内容类型应为 application/xml; charset=UTF-8", []);
        }

        var (message, problem) = ExchangeXml.Read(body);
        if (message is null)
        {
            return ExchangeXml.Reply("", Format, problem ?? "", []);
        }

        if (message.Sender != options.EnforcementSender || secrets.Match("p7", x => Signing.Same(SignOf(message, x), message.Sign)) is null)
        {
            return ExchangeXml.Reply(message.MessageId, Signature, "签名错误或发送方未知", []);
        }

        if (ledger.ReplyTo(message.MessageId) is { } before)
        {
            return before;
        }

        return ShanghaiClock.Parse(message.SendTime) is null ? ExchangeXml.Reply(message.MessageId, Format, "SendTime 应为 yyyy-MM-dd HH:mm:ss", [])
            : message.Service != "XZJC" ? ExchangeXml.Reply(message.MessageId, Service, "服务不存在", [])
            : ledger.Take(message);
    }

    [SuppressMessage("Security", "CA5351", Justification = "The platform signs so.")]
    private static string SignOf(ReceivedMessage message, string secret) => Convert.ToHexString(
        MD5.HashData(Encoding.UTF8.GetBytes(message.MessageId + message.Sender + message.SendTime + secret)));
}
