using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Gateway.Sandbox.P7;

/// <summary>A message of profile 7 as received: its head, and its records as columns by name.</summary>
internal sealed record ReceivedMessage(
    string MessageId, string Sender, string SendTime, string Service, string Sign, IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> Records);

/// <summary>What became of a record: empty where it was taken.</summary>
internal sealed record RecordRefusal(string Id, string Reason);

/// <summary>Reads messages, without a DTD, and writes replies.</summary>
internal static class ExchangeXml
{
    private static readonly XmlReaderSettings Strict = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreWhitespace = true,
    };

    private static readonly string[] HeadElements = ["MessageId", "Sender", "SendTime", "Service", "Sign"];

    /// <summary>The message, or what is wrong with its form.</summary>
    public static (ReceivedMessage? Message, string? Problem) Read(byte[] body)
    {
        XElement root;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body), Strict);
            root = XDocument.Load(reader).Root!;
        }
        catch (Exception e) when (e is XmlException or DecoderFallbackException)
        {
            return (null, "报文不是有效的 XML，或含有 DTD");
        }

        if (root.Name != "ExchangeMessage" || Names(root) is not ["Header", "Body"])
        {
            return (null, "根元素应为 ExchangeMessage，其下为 Header 和 Body");
        }

        var (head, content) = (root.Element("Header")!, root.Element("Body")!);
        if (!Names(head).Order(StringComparer.Ordinal).SequenceEqual(HeadElements.Order(StringComparer.Ordinal)))
        {
            return (null, "Header 应有 " + string.Join("、", HeadElements) + "，各一个");
        }

        if (head.Elements().Any(element => element.HasElements || element.Value.Length == 0))
        {
            return (null, "Header 的元素不可为空");
        }

        var records = content.Elements().ToList();
        if (records.Count == 0 || records.Any(record => record.Name != "fields" || record.Elements().Any(column => column.HasElements)))
        {
            return (null, "Body 应为一个或多个 fields，其下为字段");
        }

        if (records.Any(record => Names(record).Distinct(StringComparer.Ordinal).Count() != record.Elements().Count()))
        {
            return (null, "fields 中字段重复");
        }

        string Text(string name) => head.Element(name)!.Value;
        return (
            new ReceivedMessage(
                Text("MessageId"), Text("Sender"), Text("SendTime"), Text("Service"), Text("Sign"),
                [.. records.Select(record => record.Elements().Select(column => KeyValuePair.Create(column.Name.LocalName, column.Value)).ToList())]),
            null);
    }

    public static byte[] Reply(string messageId, string code, string words, IEnumerable<RecordRefusal> rejected)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            xml.WriteStartElement("ExchangeReply");
            xml.WriteElementString("MessageId", messageId);
            xml.WriteElementString("Code", code);
            xml.WriteElementString("Message", words);
            xml.WriteStartElement("Rejected");
            foreach (var record in rejected)
            {
                xml.WriteStartElement("Record");
                xml.WriteAttributeString("id", record.Id);
                xml.WriteElementString("Reason", record.Reason);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return buffer.ToArray();
    }

    private static string[] Names(XElement element) => [.. element.Elements().Select(child => child.Name.LocalName)];
}
