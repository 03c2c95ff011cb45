using System.Text;
using System.Xml;
using System.Xml.Linq;
using Gateway.Adapters.Http;
using Gateway.Adapters.Json;

namespace Gateway.Adapters.LawEnforcement;

/// <summary>The reply to a message, read without DTD, entities or anything from outside.</summary>
/// <param name="MessageId">The message that it answers.</param>
/// <param name="Code">What became of it.</param>
/// <param name="Message">The system's words.</param>
/// <param name="Rejected">Records that were refused, with the reason.</param>
internal sealed record ExchangeReply(string? MessageId, string? Code, string Message, IReadOnlyList<(string Id, string Reason)> Rejected)
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 16 << 20, CloseInput = true,
    };

    /// <exception cref="Failures.TransientFailure">It is no reply: empty, a web page, cut off, with a DTD.</exception>
    public static ExchangeReply Read(PeerAnswer answer)
    {
        // The bytes decide, not what head or declaration say of them.
        var text = Encoding.UTF8.GetString(BodyText.ToUtf8(answer.Body).Utf8.Span).Trim();
        if (text.Length == 0)
        {
            throw answer.Unreadable("empty", "对方应答为空");
        }

        if (text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
        {
            throw answer.Unreadable("html", "对方应答是网页而不是数据（可能正在维护）");
        }

        if (text.Contains("<!DOCTYPE", StringComparison.Ordinal))
        {
            throw answer.Unreadable("dtd", "对方应答含有 DTD，不予读取");
        }

        try
        {
            using var reader = XmlReader.Create(new StringReader(text), Settings);
            return Read(XDocument.Load(reader).Root!, answer);
        }
        catch (XmlException e)
        {
            throw answer.Unreadable("truncated", "对方应答不是完整的 XML", e);
        }
    }

    private static ExchangeReply Read(XElement root, PeerAnswer answer)
    {
        if (root.Name != "ExchangeReply")
        {
            throw answer.Unreadable("bad_reply", $"对方应答的根元素是“{root.Name.LocalName}”，不是 ExchangeReply");
        }

        var rejected = root.Elements("Rejected").Elements("Record")
            .Select(record => (Id: (string?)record.Attribute("id") ?? "", Reason: ((string?)record.Element("Reason") ?? "").Trim())).ToList();
        return new ExchangeReply(Text(root, "MessageId"), Text(root, "Code"), Text(root, "Message") ?? "", rejected);
    }

    private static string? Text(XElement root, string name) => ((string?)root.Element(name))?.Trim();
}
