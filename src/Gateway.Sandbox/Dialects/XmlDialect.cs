using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Gateway.Sandbox.P1;
using Gateway.Sandbox.P3;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.Dialects;

/// <summary>
/// Dialect 2: XML over POST, SM3 over time, secret and body, numbered pages, receipts that are asked for later. See the README for the whole contract.
/// </summary>
internal sealed class XmlDialect(DialectPlatform platform, SandboxOptions options, TimeProvider clock)
{
    private const int LargestPage = 1000;
    private const int LargestBatch = 100;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, IReadOnlyList<PushReceipt> Receipts)> _batches = new();

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/d2/service", (HttpContext context) => ServeAsync(context));

    private async Task ServeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        if (Refusal(context.Request, text) is { } refusal)
        {
            await AnswerAsync(context, refusal.Code, refusal.Words);
            return;
        }

        var request = Read(text);
        await (request?.Name.LocalName switch
        {
            "Query" => QueryAsync(context, request),
            "Push" => PushAsync(context, request),
            "Receipt" => ReceiptAsync(context, request),
            _ => AnswerAsync(context, "E02", "报文不是 Query、Push 或 Receipt"),
        });
    }

    private Task QueryAsync(HttpContext context, XElement request)
    {
        if (DialectPlatform.FeedOf(Text(request, "Kind")) is not { } feed || Number(request, "PageSize", LargestPage) is not { } size
            || Number(request, "PageNo", int.MaxValue) is not { } number)
        {
            return AnswerAsync(context, "E03", "参数错误：Kind、PageNo 或 PageSize（不超过1000）");
        }

        var page = platform.Page(feed, Text(request, "Area"), number, size, RuledNames.Upper);
        return AnswerAsync(
            context, "0", "成功", new XElement("Count", page.Total),
            new XElement("Items", page.Rows.Select(row => new XElement("Item", row.Select(x => new XElement(x.Key, Clean(x.Value)))))));
    }

    private Task PushAsync(HttpContext context, XElement request)
    {
        var (batch, items) = (Text(request, "Batch"), request.Element("Items")?.Elements("Item").ToList() ?? []);
        if (batch.Length == 0 || items.Count is 0 or > LargestBatch)
        {
            return AnswerAsync(context, "E03", "参数错误：Batch 或 Items（1 至 100 条）");
        }

        // The same batch again is the same batch; its receipts stand.
        _batches.GetOrAdd(batch, _ => (
            clock.GetUtcNow(),
            platform.Take([.. items.Select(item => RuledNames.Upper.Back(item.Elements().Select(x => KeyValuePair.Create(x.Name.LocalName, x.Value))))])));
        return AnswerAsync(context, "0", "已收", new XElement("State", "RECEIVED"));
    }

    private Task ReceiptAsync(HttpContext context, XElement request)
    {
        if (!_batches.TryGetValue(Text(request, "Batch"), out var batch))
        {
            return AnswerAsync(context, "E04", "没有该批次");
        }

        return clock.GetUtcNow() - batch.At < TimeSpan.FromMilliseconds(options.ReceiptDelayMs)
            ? AnswerAsync(context, "0", "处理中", new XElement("State", "PROCESSING"))
            : AnswerAsync(context, "0", "完成", new XElement("State", "DONE"), new XElement("Items", batch.Receipts.Select(x =>
                new XElement("Item", new XElement("Id", x.Identity), new XElement("Code", x.Code), new XElement("Message", x.Message)))));
    }

    private (string Code, string Words)? Refusal(HttpRequest request, string body)
    {
        var (app, time) = (request.Headers["X-App"].ToString(), request.Headers["X-Time"].ToString());
        if (app != options.DialectId || !Signing.Same(TokenMint.Sm3Hex(app + time + options.DialectSecret + body), request.Headers["X-Sign"]))
        {
            return ("E01", "签名错误");
        }

        return long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && Math.Abs(clock.GetUtcNow().ToUnixTimeMilliseconds() - (double)at) <= Window.TotalMilliseconds
            ? null
            : ("E05", "请求已过期");
    }

    private static XElement? Read(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string Text(XElement element, string name) => element.Element(name)?.Value ?? "";

    private static int? Number(XElement element, string name, int most) =>
        int.TryParse(Text(element, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;

    /// <summary>What XML 1.0 can't write is left out.</summary>
    private static string Clean(string text) => text.All(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c)) ? text : string.Concat(text.Where(c => XmlConvert.IsXmlChar(c)));

    private static Task AnswerAsync(HttpContext context, string code, string words, params XElement[] more) => JsonAnswer.WriteAsync(
        context, StatusCodes.Status200OK, "application/xml; charset=UTF-8",
        Encoding.UTF8.GetBytes(new XElement("Reply", new XElement("Code", code), new XElement("Message", words), more).ToString(SaveOptions.DisableFormatting)));
}
