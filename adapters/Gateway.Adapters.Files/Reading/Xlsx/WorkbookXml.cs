using System.Xml;

namespace Gateway.Adapters.Files.Reading.Xlsx;

/// <summary>How the parts of a workbook are read: no entities, nothing from elsewhere.</summary>
internal static class WorkbookXml
{
    public static XmlReaderSettings Settings { get; } = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = false,
        CloseInput = false,
    };

    /// <summary>Text of the elements <c>t</c> within the current element (<c>si</c>, <c>is</c>), phonetic hints left out; ends on its end.</summary>
    public static string TextOf(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }

        var (name, depth, text) = (reader.LocalName, reader.Depth, (string?)null);
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth && reader.LocalName == name))
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "rPh")
            {
                Pass(reader);
            }
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "t" && !reader.IsEmptyElement)
            {
                var part = Content(reader);
                text = text is null ? part : text + part;
            }
        }

        return text ?? "";
    }

    /// <summary>Text content of the current element; ends on its end.</summary>
    public static string Content(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }

        string? text = null;
        while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA)
            {
                text = text is null ? reader.Value : text + reader.Value;
            }
        }

        return text ?? "";
    }

    private static void Pass(XmlReader reader)
    {
        var depth = reader.Depth;
        if (!reader.IsEmptyElement)
        {
            while (reader.Read() && reader.Depth > depth)
            {
            }
        }
    }
}
