using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Adapters.Crypto;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Rest.Calls;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Rest.Templates;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Rest.Sinks;

/// <summary>The target's own books, as the profile says that they are read.</summary>
internal sealed class TargetLedger(RestPlatform platform, LedgerOptions options)
{
    private readonly RestCall _call = new(platform, options.Call!, where => where.Rows);

    public IAsyncEnumerable<LedgerEntry> ReadAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        LedgerPages.ReadAsync((number, token) => PageAsync(from, to, number, token), cancellationToken);

    /// <summary>Looks through it, though it may move meanwhile.</summary>
    public IAsyncEnumerable<LedgerEntry> ScanAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        LedgerPages.ScanAsync((number, token) => PageAsync(from, to, number, token), cancellationToken);

    public bool IsOwn(string wireId) => options.OwnOnly || RecordId.IsOf(platform.Context.Area, wireId);

    public string DigestOf(ReadOnlyMemory<byte> row)
    {
        using var document = JsonDocument.Parse(row);
        return DigestOf(document.RootElement);
    }

    public IReadOnlyList<LedgerRow> RowsOf(PushBatch batch, bool withdrawnById)
    {
        if (batch.Operation == DeliveryOperation.Withdraw && withdrawnById)
        {
            return [.. batch.WireIds.Select(id => new LedgerRow(id, LedgerState.Withdrawn, null, null))];
        }

        using var payload = JsonDocument.Parse(batch.Payload);
        return [.. payload.RootElement.EnumerateArray().Zip(batch.WireIds, (row, id) => new LedgerRow(
            id, StateOf(row, batch.Operation), DigestOf(row), WireText.DayOf(VerdictReader.TextOf(row, options.DayColumn))))];
    }

    private LedgerState StateOf(JsonElement row, DeliveryOperation operation)
    {
        var withdrawn = options.OperationColumn is { } column
            ? options.WithdrawnOperations.Contains(VerdictReader.TextOf(row, column) ?? "")
            : operation == DeliveryOperation.Withdraw;
        return withdrawn ? LedgerState.Withdrawn : LedgerState.InForce;
    }

    [SuppressMessage("Security", "CA5351", Justification = "The platform's ledger digests so.")]
    private string DigestOf(JsonElement row)
    {
        var text = Encoding.UTF8.GetBytes(string.Join(options.Separator, options.Digest.Select(column => ColumnOf(row, column))));
        return Convert.ToHexStringLower(options.Algorithm switch
        {
            DigestKind.Sha256 => SHA256.HashData(text),
            DigestKind.Sm3 => Sm3.Hash(text),
            DigestKind.Md5 => MD5.HashData(text),
        });
    }

    private static string ColumnOf(JsonElement row, string column) =>
        row.TryGetProperty(column, out var value) && value.ValueKind == JsonValueKind.Array
            ? string.Join(',', value.EnumerateArray().Select(item => item.ToString()))
            : value.ValueKind == JsonValueKind.Undefined ? "" : value.ToString();

    private async Task<LedgerPage> PageAsync(DateOnly from, DateOnly to, int number, CancellationToken cancellationToken)
    {
        var values = new CallValues(platform.Values) { ["from"] = from, ["to"] = to, ["page"] = (long)number };
        var answer = await _call.ReadAsync(values, cancellationToken);
        if (answer.Outcome is Outcome.RefuseWhole or Outcome.NotKnown)
        {
            throw new PermanentFailure("peer_" + answer.Code, $"对方拒绝台账查询（{answer.Code}）：{answer.Message}");
        }

        if (answer.Outcome == Outcome.Empty)
        {
            return new LedgerPage(0, []);
        }

        var rows = answer.Found.Rows ?? throw answer.Peer.Unreadable("bad_ledger", "对方台账应答没有数据成员");
        try
        {
            return Page(answer, rows);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw answer.Peer.Unreadable("bad_ledger", "对方台账的数据成员不是记录列表", e);
        }
    }

    private LedgerPage Page(RestAnswer answer, ReadOnlyMemory<byte> rows)
    {
        using var document = JsonDocument.Parse(rows);
        var total = long.TryParse(answer.Found[_call.Where.Total], NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : long.MaxValue;
        return new LedgerPage(total, [.. VerdictReader.Items(document.RootElement).Select(Entry)]);
    }

    private LedgerEntry Entry(JsonElement row)
    {
        var code = VerdictReader.TextOf(row, _call.Where.RowCode) ?? "";
        return new LedgerEntry(
            VerdictReader.TextOf(row, _call.Where.Id) ?? "",
            options.InForce.Contains(code) ? LedgerState.InForce
                : options.Withdrawn.Contains(code) ? LedgerState.Withdrawn
                : LedgerState.Unknown,
            VerdictReader.TextOf(row, _call.Where.Digest) ?? "");
    }
}
