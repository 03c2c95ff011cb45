using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Gateway.IntegrationTests.Push;
using Gateway.Testing;
using Microsoft.AspNetCore.Http;
using Org.BouncyCastle.Crypto.Digests;

namespace Gateway.IntegrationTests.Notes.Fengyuan;

/// <summary>The platform of <c>note.md</c>.</summary>
internal sealed class FengyuanPlatform(ForwardClock clock, int enterprises) : NotePlatform(clock)
{
    public const string AppId = "fengyuan-app";
    public const string Secret = "fengyuan-secret";

    private readonly ConcurrentDictionary<string, int> _polls = new();
    private readonly ConcurrentDictionary<string, bool> _nonces = new();
    private readonly ConcurrentDictionary<string, List<XElement>> _batches = new();
    private readonly ConcurrentDictionary<string, int> _asked = new();

    /// <summary>What is shown to society, by id, as <c>op res day</c>.</summary>
    public ConcurrentDictionary<string, string> Shown { get; } = new();

    /// <summary>Services called, in order.</summary>
    public ConcurrentQueue<string> Services { get; } = new();

    public int Batches => _batches.Count;

    protected override async Task<(int Status, string ContentType, byte[] Body)> AnswerAsync(HttpRequest request)
    {
        var message = await XDocument.LoadAsync(request.Body, LoadOptions.None, request.HttpContext.RequestAborted);
        var (head, body) = (message.Root!.Element("head")!, message.Root.Element("body")!);
        var service = head.Element("service")!.Value;
        Services.Enqueue(service);
        var (code, content) = Refusal(head) is { } refusal ? (refusal, []) : service switch
        {
            "EXPORT.SUBMIT" => ("0000", [new XElement("task", $"T{_polls.Count}-{body.Element("from")!.Value}")]),
            "EXPORT.STATE" => ("0000", [new XElement("state", _polls.AddOrUpdate(body.Element("task")!.Value, 1, (_, polls) => polls + 1) < 3 ? "RUNNING" : "DONE")]),
            "EXPORT.PAGE" => Page(body),
            "GRADE.DAY" => Grades(body.Element("day")!.Value),
            "REPORT.PUT" => Put(body),
            "REPORT.RESULT" => Result(body.Element("batch")!.Value),
            _ => ("2001", Array.Empty<XElement>()),
        };
        var answer = new XElement("response", new XElement("head", new XElement("code", code), new XElement("msg", code == "0000" ? "成功" : "未成功")), new XElement("body", content));
        return (200, "application/xml; charset=utf-8", Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + answer));
    }

    private string? Refusal(XElement head)
    {
        string Of(string name) => head.Element(name)!.Value;
        if (Of("sign") != Sm3(Of("appid") + Of("time") + Of("nonce") + Of("service") + Secret) || !_nonces.TryAdd(Of("nonce"), true))
        {
            return "1001";
        }

        return DateTime.TryParseExact(Of("time"), "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            && (Now - at).Duration() < TimeSpan.FromMinutes(10) ? null : "1002";
    }

    private (string, XElement[]) Page(XElement body)
    {
        if (body.Element("task")!.Value is var task && _polls.GetValueOrDefault(task) < 3)
        {
            return ("2001", []);
        }

        var all = Enumerable.Range(0, enterprises).Select(Enterprise).ToList();
        var (page, size) = (int.Parse(body.Element("page")!.Value, CultureInfo.InvariantCulture), int.Parse(body.Element("rows")!.Value, CultureInfo.InvariantCulture));
        return ("0000", [new XElement("total", all.Count), new XElement("list", all.Skip((page - 1) * size).Take(size))]);
    }

    // One of ten is of a kind that nobody supervises.
    private static XElement Enterprise(int number) => new(
        "ent",
        new XElement("pripid", $"FY{number:000000}"), new XElement("entname", $"丰原样例{number}<有限>公司"), new XElement("uniscid", UsccOf(number)),
        new XElement("enttype", number % 10 == 9 ? "Z" : "1"), new XElement("regcap", "120.5"), new XElement("estdate", "20190304"),
        new XElement("dom", $"样例路{number}号"), new XElement("region", ResultSamples.Area), new XElement("altdate", "20261101083000"));

    private static (string, XElement[]) Grades(string day) => day is not ("2026/11/02" or "2026/11/03")
        ? ("0001", [])
        : ("0000", [new XElement("list", Enumerable.Range(0, day == "2026/11/02" ? 1 : 2).Select(number => new XElement(
            "g", new XElement("no", $"{day[^2..]}-{number}"), new XElement("uniscid", UsccOf(number)), new XElement("lv", number == 0 ? "优" : "差"),
            new XElement("lvday", day))))]);

    private (string, XElement[]) Put(XElement body)
    {
        var items = body.Element("items")!.Elements("item").ToList();
        if (items.Count is 0 or > 50)
        {
            return ("2001", []);
        }

        _batches.TryAdd(body.Element("batch")!.Value, items);
        return ("0000", []);
    }

    private (string, XElement[]) Result(string batch)
    {
        if (!_batches.TryGetValue(batch, out var items))
        {
            return ("3001", []);
        }

        if (_asked.AddOrUpdate(batch, 1, (_, asked) => asked + 1) < 2)
        {
            return ("0000", [new XElement("batch", batch), new XElement("state", "WAIT")]);
        }

        var rows = items.Select(item =>
        {
            string Of(string name) => item.Element(name)!.Value;
            var flag = Of("entname").Contains("退回", StringComparison.Ordinal) ? "0" : Of("op") == "D" ? "2" : "1";
            if (flag != "0")
            {
                Shown[Of("id")] = $"{Of("op")} {Of("res")} {Of("day")}";
            }

            return new XElement(
                "row", new XElement("id", Of("id")), new XElement("flag", flag), new XElement("why", flag == "0" ? "主体不存在" : ""), new XElement("pubday", "2026-11-05"));
        });
        return ("0000", [new XElement("batch", batch), new XElement("state", "OVER"), new XElement("rows", rows)]);
    }

    private static string Sm3(string text)
    {
        var (digest, bytes, hash) = (new SM3Digest(), Encoding.UTF8.GetBytes(text), new byte[32]);
        digest.BlockUpdate(bytes, 0, bytes.Length);
        digest.DoFinal(hash, 0);
        return Convert.ToHexStringLower(hash);
    }
}
