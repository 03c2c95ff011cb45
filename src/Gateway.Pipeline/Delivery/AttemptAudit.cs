using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Pipeline.Audit;

namespace Gateway.Pipeline.Delivery;

/// <summary>The audit entries of a batch: what was going to be sent, item by item with its digest, and what came of each attempt.</summary>
internal static class AttemptAudit
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static AuditEvent Formed(HeldBatch batch, BatchPacking.Packed packed)
    {
        var detail = new StringBuilder(packed.Rows.Count * 70)
            .Append(CultureInfo.InvariantCulture, $"{{\"target\":\"{batch.Target}\",\"batchNo\":\"{batch.Push.Stamp.BatchNo}\",")
            .Append(CultureInfo.InvariantCulture, $"\"operation\":\"{batch.Push.Operation.Letter()}\",\"adapters\":\"{Short(batch)}\",")
            .Append(CultureInfo.InvariantCulture, $"\"payload\":\"{Convert.ToHexStringLower(batch.PayloadHash)}\",\"items\":[");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (var i = 0; i < packed.Rows.Count; i++)
        {
            SHA256.HashData(packed.Rows[i].Json, hash);
            // Wire ids are made of area, id and place; the first 16 bytes of the digest tell a row as surely as all 32.
            detail.Append(i == 0 ? "\"" : ",\"").Append(JsonEncodedText.Encode(packed.Rows[i].WireId)).Append(':')
                .Append(Convert.ToHexStringLower(hash[..16])).Append('"');
        }

        return new AuditEvent(AuditKinds.BatchFormed, batch.Area, Subject(batch), detail.Append("]}").ToString());
    }

    public static AuditEvent Entry(AttemptRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("target", record.Batch.Target);
            json.WriteString("batchNo", record.Batch.Push.Stamp.BatchNo);
            json.WriteString("adapters", Short(record.Batch));
            json.WriteString("step", record.Step);
            json.WriteString("outcome", record.Outcome);
            json.WriteString("next", record.Next.GetType().Name);
            json.WriteString("payload", Convert.ToHexStringLower(record.Batch.PayloadHash));
            WriteWords(json, record);
            json.WriteEndObject();
        }

        var kind = record.Step == AttemptRecord.Push ? AuditKinds.BatchAttempted : AuditKinds.BatchReceipt;
        return new AuditEvent(kind, record.Batch.Area, Subject(record.Batch), Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void WriteWords(Utf8JsonWriter json, AttemptRecord record)
    {
        if (record.Code is not null)
        {
            json.WriteString("code", record.Code);
        }

        if (record.Counts is { } counts)
        {
            json.WriteNumber("accepted", counts.Accepted);
            json.WriteNumber("published", counts.Published);
            json.WriteNumber("withdrawn", counts.Withdrawn);
            json.WriteNumber("rejected", counts.Rejected);
            json.WriteNumber("unknown", counts.Unknown);
            json.WriteString("verdicts", Convert.ToHexStringLower(record.VerdictHash ?? []));
        }

        if (record.Next is not BatchNext.Done done)
        {
            return;
        }

        // The usual end of all is said by the counts; the others are named.
        json.WriteStartArray("others");
        foreach (var verdict in done.Verdicts.Where(x => x.Code is not null))
        {
            json.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{verdict.DeliveryId}:{verdict.State}:{verdict.Code}"));
        }

        json.WriteEndArray();
    }

    /// <summary>The configuration's version, as pages and command line show it.</summary>
    private static string Short(HeldBatch batch) => batch.AdaptersVersion.Length > 12 ? batch.AdaptersVersion[..12] : batch.AdaptersVersion;

    private static string Subject(HeldBatch batch) => string.Create(CultureInfo.InvariantCulture, $"batch:{batch.BatchId}");
}
