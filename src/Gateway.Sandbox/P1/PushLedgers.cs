using System.Text.Json;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P1;

/// <summary>The records that were pushed, by kind, with the rules of versions: 0, 2004 and 2005.</summary>
internal sealed class PushLedgers : IDisposable
{
    public const string Taken = "TAKEN";
    public const string Deleted = "DELETED";
    private static readonly string[] NotContent = ["cd_id", "cd_time", "cd_batch", "cd_operation"];
    private readonly Dictionary<string, LedgerBook> _books;

    public PushLedgers(SandboxOptions options)
        : this(options, "p1")
    {
    }

    /// <summary>The books of another platform that keeps the same rules.</summary>
    public PushLedgers(SandboxOptions options, string platform) =>
        _books = PushKind.Names.ToDictionary(name => name, name => new LedgerBook(Path.Combine(options.DataFolder, $"{platform}-{name}.jsonl")));

    public LedgerBook Results => _books["result"];

    public IEnumerable<(string Kind, LedgerBook Book)> All => _books.Select(pair => (pair.Key, pair.Value));

    public IReadOnlyList<PushReceipt> Take(PushKind kind, JsonElement rows)
    {
        var book = _books[kind.Name];
        var read = rows.EnumerateArray().Select(row => Read(kind, row)).ToList();
        lock (book.Gate)
        {
            var receipts = read.Select(row => row.Refusal ?? Take(book, row)).ToList();
            book.Flush();
            return receipts;
        }
    }

    public void Dispose()
    {
        foreach (var book in _books.Values)
        {
            book.Dispose();
        }
    }

    private static PushedRow Read(PushKind kind, JsonElement element)
    {
        var row = new RowReader(element);
        var identity = row.Required("record_unique_identity");
        CheckEnvelope(kind, row);
        kind.Check(row);
        if (row.First() is { } fault)
        {
            var code = fault.Fault switch { Fault.Missing => "2001", Fault.Format => "2002", Fault.UnknownCode => "2003" };
            return new PushedRow(identity, "", "", "", 0, "", new PushReceipt(identity, code, fault.Reason));
        }

        var day = kind.Name == "result" ? ShanghaiClock.Parse(row.Optional("submitted_date")) is { } at ? DayOf(at) : 0 : 0;
        var digest = kind.Name == "result"
            ? CanonicalContent.Sha256(string.Join('|', identity, row.Optional("administrative_cp_ui_code"), row.Optional("implement_institution_code"),
                row.Optional("check_date"), row.Optional("check_result")))
            : "";
        return new PushedRow(
            identity, row.Optional("cd_operation"), row.ContentDigest(NotContent), row.Optional("area_number"), day, digest, null);
    }

    private static int DayOf(long seconds) => ShanghaiClock.DayOf(DateTimeOffset.FromUnixTimeSeconds(seconds)).DayNumber;

    /// <summary>The whole envelope is owed by 检查 rows, the operation by all.</summary>
    private static void CheckEnvelope(PushKind kind, RowReader row)
    {
        row.Code("cd_operation", row.Required("cd_operation"), "i", "u", "d");
        string Column(string name) => kind.Name == "result" ? row.Required(name) : row.Optional(name);
        Column("cd_id");
        Column("cd_source");
        row.Form("cd_time", Column("cd_time"), text => ShanghaiClock.Parse(text) is not null, "yyyy-MM-dd HH:mm:ss");
        row.Form("cd_batch", Column("cd_batch"), text => RowReader.IsDigits(text, 13), "日期加五位序号");
    }

    private static PushReceipt Take(LedgerBook book, PushedRow row)
    {
        var before = book.Ledger.Find(row.Identity);
        var live = before is { State: Taken };
        if (before is not null && before.ContentHash == row.Hash && (before.Operation == row.Operation || (live && row.Operation == "i")))
        {
            book.Put(before with { Received = before.Received + 1 });
            return new PushReceipt(row.Identity, "0", "重复报送");
        }

        switch (row.Operation)
        {
            case "i" when live:
                return new PushReceipt(row.Identity, "2004", "记录已存在，内容不一致");
            case "u" or "d" when !live:
                return new PushReceipt(row.Identity, "2005", "操作顺序错误：没有有效记录");
            default:
                break;
        }

        book.Put(new LedgerEntry(
            row.Identity, row.Area, row.Day, row.Operation == "d" ? Deleted : Taken, row.Digest, row.Hash, row.Operation,
            (before?.Versions ?? 0) + 1, (before?.Received ?? 0) + 1));
        return new PushReceipt(row.Identity, "0", "成功");
    }

    private sealed record PushedRow(string Identity, string Operation, string Hash, string Area, int Day, string Digest, PushReceipt? Refusal);
}
