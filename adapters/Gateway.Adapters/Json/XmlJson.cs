using System.Text;
using System.Text.Json;
using System.Xml;

namespace Gateway.Adapters.Json;

/// <summary>
/// An XML answer as the JSON that says the same, so that one reader reads both: an element with others in it is an object, elements of one
/// name are an array, any other is text; attributes are members with <c>@</c>. Namespaces are left out. Entities of a DTD are not resolved.
/// </summary>
public static class XmlJson
{
    private const int Deepest = 64;

    /// <summary>Converts a document; its root element is the whole.</summary>
    /// <param name="xml">As received; what the bytes are counts, not what the declaration says (<see cref="BodyText"/>).</param>
    /// <exception cref="XmlException">It is no XML, cut off, has a DTD, or is nested too deep.</exception>
    public static byte[] Read(ReadOnlyMemory<byte> xml)
    {
        using var text = Text(xml);
        using var reader = XmlReader.Create(text, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true,
        });
        reader.MoveToContent();
        var root = Element(reader, 0);
        return WireJson.Write(writer => root.Write(writer));
    }

    /// <summary>Name of the root element, or <see langword="null"/> when the bytes are no XML.</summary>
    public static string? RootOf(ReadOnlyMemory<byte> xml)
    {
        try
        {
            using var text = Text(xml);
            using var reader = XmlReader.Create(text, new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Ignore, XmlResolver = null,
            });
            return reader.MoveToContent() == XmlNodeType.Element ? reader.LocalName : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static StreamReader Text(ReadOnlyMemory<byte> xml) =>
        new(new MemoryStream(BodyText.ToUtf8(xml).Utf8.ToArray(), writable: false), Encoding.UTF8);

    private static Node Element(XmlReader reader, int depth)
    {
        if (depth > Deepest)
        {
            throw new XmlException($"nested deeper than {Deepest}");
        }

        var node = new Node();
        while (reader.MoveToNextAttribute())
        {
            if (reader.Prefix != "xmlns" && reader.Name != "xmlns")
            {
                node.Add("@" + reader.LocalName, new Node { Text = reader.Value });
            }
        }

        reader.MoveToElement();
        if (reader.IsEmptyElement)
        {
            return node;
        }

        var inner = reader.Depth;
        while (reader.Read() && reader.Depth > inner)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var name = reader.LocalName;
                    node.Add(name, Element(reader, depth + 1));
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    node.Text += reader.Value;
                    break;
                default:
                    break;
            }
        }

        return node;
    }

    private sealed class Node
    {
        private readonly List<(string Name, List<Node> Nodes)> _members = [];

        public string Text { get; set; } = "";

        public void Add(string name, Node node)
        {
            var at = _members.FindIndex(member => member.Name == name);
            if (at < 0)
            {
                _members.Add((name, [node]));
            }
            else
            {
                _members[at].Nodes.Add(node);
            }
        }

        public void Write(Utf8JsonWriter writer)
        {
            if (_members.Count == 0)
            {
                writer.WriteStringValue(Text);
                return;
            }

            writer.WriteStartObject();
            foreach (var (name, nodes) in _members)
            {
                writer.WritePropertyName(name);
                if (nodes.Count == 1)
                {
                    nodes[0].Write(writer);
                    continue;
                }

                writer.WriteStartArray();
                nodes.ForEach(node => node.Write(writer));
                writer.WriteEndArray();
            }

            if (Text.Trim().Length > 0)
            {
                writer.WriteString("#text", Text);
            }

            writer.WriteEndObject();
        }
    }
}
