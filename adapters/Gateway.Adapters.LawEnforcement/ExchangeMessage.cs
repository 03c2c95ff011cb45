using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Signing;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.LawEnforcement;

/// <summary>
/// The message of a batch. What is stored of it are the records (<see cref="ISink.Compose"/>); the envelope is put around them at every
/// attempt, with a fresh time and signature and the same MessageId, so that the system answers a repetition as it did the first time.
/// </summary>
internal static class ExchangeMessage
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        // A line break within a value arrives as it was sent.
        NewLineHandling = NewLineHandling.Entitize,
    };

    /// <summary>
    /// The batch's number and a digest of what is in it. The system answers a known MessageId by its first answer, whatever the message holds: a
    /// number that was given out twice (a database set up anew) must not make new records look taken.
    /// </summary>
    public static string IdOf(PushBatch batch) =>
        batch.Stamp.BatchNo + "-" + Convert.ToHexStringLower(SHA256.HashData(batch.Payload.Span).AsSpan(0, 8));

    public static byte[] Write(PushBatch batch, LawEnforcementOptions options, DateTimeOffset at)
    {
        var (id, time) = (IdOf(batch), WireText.Instant(at));
        using var records = JsonDocument.Parse(batch.Payload);
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, Settings))
        {
            xml.WriteStartElement("ExchangeMessage");
            xml.WriteStartElement("Header");
            xml.WriteElementString("MessageId", id);
            xml.WriteElementString("Sender", options.Sender);
            xml.WriteElementString("SendTime", time);
            xml.WriteElementString("Service", options.Service);
            xml.WriteElementString("Sign", Signatures.ExchangeMessage(options.Secret!, id, options.Sender!, time));
            xml.WriteEndElement();
            xml.WriteStartElement("Body");
            foreach (var record in records.RootElement.EnumerateArray())
            {
                xml.WriteStartElement(options.RecordElement);
                foreach (var column in record.EnumerateObject())
                {
                    xml.WriteElementString(column.Name, column.Value.GetString());
                }

                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return buffer.ToArray();
    }

    /// <summary>Whether XML can carry a text: it has no place for most control characters, nor for half a surrogate pair.</summary>
    public static bool CanCarry(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                return false;
            }

            i++;
        }

        return true;
    }
}
