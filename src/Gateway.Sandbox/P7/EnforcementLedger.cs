using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.P1;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P7;

/// <summary>The records of profile 7 and the replies that were given: a known MessageId gets its first reply again, whatever it holds.</summary>
internal sealed class EnforcementLedger : IDisposable
{
    public const string Taken = "TAKEN";
    public const string Deleted = "DELETED";
    private static readonly string[] NotContent = ["cd_id", "cd_time", "cd_batch", "cd_operation"];
    private readonly Dictionary<string, byte[]> _replies = new(StringComparer.Ordinal);
    private readonly Journal _given;

    public EnforcementLedger(SandboxOptions options)
    {
        Results = new LedgerBook(Path.Combine(options.DataFolder, "p7-results.jsonl"));
        _given = new Journal(Path.Combine(options.DataFolder, "p7-replies.jsonl"), line =>
            _replies[line.GetProperty("id").GetString()!] = line.GetProperty("reply").GetBytesFromBase64());
    }

    public LedgerBook Results { get; }

    public byte[]? ReplyTo(string messageId)
    {
        lock (Results.Gate)
        {
            return _replies.GetValueOrDefault(messageId);
        }
    }

    /// <summary>Takes a message and keeps the reply to it; where two came at once the first one's holds.</summary>
    public byte[] Take(ReceivedMessage message)
    {
        var read = message.Records.Select(Read).ToList();
        lock (Results.Gate)
        {
            if (_replies.TryGetValue(message.MessageId, out var before))
            {
                return before;
            }

            var rejected = read.Select(record => record.Refusal ?? Take(record)).OfType<RecordRefusal>().ToList();
            Results.Flush();
            var reply = ExchangeXml.Reply(message.MessageId, "0", rejected.Count == 0 ? "成功" : $"{rejected.Count} 条记录未通过", rejected);
            _replies[message.MessageId] = reply;
            _given.Append(JsonSerializer.SerializeToUtf8Bytes(new { id = message.MessageId, reply }, JsonAnswer.Options));
            _given.Flush();
            return reply;
        }
    }

    public void Dispose()
    {
        Results.Dispose();
        _given.Dispose();
    }

    private static EnforcementRecord Read(IReadOnlyList<KeyValuePair<string, string>> columns)
    {
        var members = new JsonObject(columns.Select(column => KeyValuePair.Create(column.Key, (JsonNode?)JsonValue.Create(column.Value))));
        var row = new RowReader(JsonSerializer.SerializeToElement(members));
        var identity = row.Required("record_unique_identity");
        row.Code("cd_operation", row.Required("cd_operation"), "i", "u", "d");
        row.Required("cd_id");
        row.Required("cd_source");
        row.Form("cd_time", row.Required("cd_time"), text => ShanghaiClock.Parse(text) is not null, "yyyy-MM-dd HH:mm:ss");
        row.Form("cd_batch", row.Required("cd_batch"), text => RowReader.IsDigits(text, 13), "日期加五位序号");
        ResultRules.Check(row);
        if (row.First() is { } fault)
        {
            return new EnforcementRecord(identity, "", "", "", 0, "", new RecordRefusal(identity, fault.Reason));
        }

        var submitted = DateTimeOffset.FromUnixTimeSeconds(ShanghaiClock.Parse(row.Optional("submitted_date")) ?? 0);
        var digest = CanonicalContent.Sha256(string.Join(
            '|', identity, row.Optional("administrative_cp_ui_code"), row.Optional("implement_institution_code"), row.Optional("check_date"),
            row.Optional("check_result")));
        return new EnforcementRecord(
            identity, row.Optional("cd_operation"), row.ContentDigest(NotContent), row.Optional("area_number"), ShanghaiClock.DayOf(submitted).DayNumber,
            digest, null);
    }

    /// <summary>The same id in a new message is a new version; what was never there can't be withdrawn.</summary>
    private RecordRefusal? Take(EnforcementRecord record)
    {
        var before = Results.Ledger.Find(record.Identity);
        if (record.Operation == "d" && before is null)
        {
            return new RecordRefusal(record.Identity, "无此记录，不能撤销");
        }

        var state = record.Operation == "d" ? Deleted : Taken;
        var isNew = before?.ContentHash != record.Hash || before.State != state;
        Results.Put(new LedgerEntry(
            record.Identity, record.Area, record.Day, state, record.Digest, record.Hash, record.Operation,
            (before?.Versions ?? 0) + (isNew ? 1 : 0), (before?.Received ?? 0) + 1));
        return null;
    }

    private sealed record EnforcementRecord(string Identity, string Operation, string Hash, string Area, int Day, string Digest, RecordRefusal? Refusal);
}
