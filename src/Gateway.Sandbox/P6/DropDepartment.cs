using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.P1;

namespace Gateway.Sandbox.P6;

/// <summary>
/// Profile 6: a department at an exchange folder. It lays its feeds, takes the results laid there by the rules of profile 1, and answers by
/// moving the file: <c>done/</c> with a list of the rows that it refused, <c>failed/</c> where no row is any good.
/// </summary>
internal sealed class DropDepartment(DropLedger ledger, DropFeedWriter feeds, SandboxOptions options, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.DropFolder is not { } folder)
        {
            return;
        }

        Directory.CreateDirectory(folder);
        await Task.Run(() => feeds.Lay(folder, stoppingToken), stoppingToken);
        using var timer = new PeriodicTimer(Pause);
        do
        {
            foreach (var ok in Directory.EnumerateFiles(folder, "*_result_*.ok").Order(StringComparer.Ordinal).ToList())
            {
                Answer(folder, ok);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Answer(string folder, string ok)
    {
        var data = new[] { ".csv", ".json" }.Select(extension => Path.ChangeExtension(ok, extension)).FirstOrDefault(File.Exists);
        if (data is null)
        {
            return;
        }

        var content = File.ReadAllBytes(data);
        var said = File.ReadAllLines(ok).Select(line => line.Split('=')).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        if (said.GetValueOrDefault("sha256") != Convert.ToHexStringLower(SHA256.HashData(content)))
        {
            return; // not whole: left where it is
        }

        var rows = Path.GetExtension(data) == ".csv" ? Csv(content) : content;
        using var document = JsonDocument.Parse(rows);
        var count = document.RootElement.GetArrayLength();
        var receipts = said.GetValueOrDefault("rows") == count.ToString(CultureInfo.InvariantCulture) ? ledger.Take(document.RootElement) : [];
        var refused = receipts.Select((receipt, place) => (receipt, Row: place + 1)).Where(row => row.receipt.Code != "0").ToList();
        var none = receipts.Count == 0 || refused.Count == count;
        var to = Path.Combine(folder, none ? "failed" : Path.Combine("done", ShanghaiClock.DayOf(clock.GetUtcNow()).ToString("yyyyMMdd", CultureInfo.InvariantCulture)));
        Directory.CreateDirectory(to);
        if (none || refused.Count > 0)
        {
            var errors = receipts.Count == 0
                ? "行,列,值,原因\r\n,,,行数与 .ok 不符\r\n"
                : "行,列,值,原因\r\n" + string.Concat(refused.Select(row => $"{row.Row},,,{row.receipt.Code} {row.receipt.Message}\r\n"));
            File.WriteAllText(Path.Combine(to, Path.GetFileNameWithoutExtension(ok) + ".errors.csv"), errors, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        }

        File.Move(ok, Path.Combine(to, Path.GetFileName(ok)), overwrite: true);
        File.Move(data, Path.Combine(to, Path.GetFileName(data)), overwrite: true);
    }

    private static byte[] Csv(byte[] content)
    {
        var records = CsvText.Read(Encoding.UTF8.GetString(content));
        return JsonSerializer.SerializeToUtf8Bytes(records.Skip(1).Select(record => records[0].Zip(record).ToDictionary(pair => pair.First, pair => pair.Second)));
    }
}

/// <summary>The results that the department took.</summary>
internal sealed class DropLedger : IDisposable
{
    private readonly PushLedgers _books;

    public DropLedger(SandboxOptions options)
    {
        var folder = Path.Combine(options.DataFolder, "p6");
        Directory.CreateDirectory(folder);
        _books = new PushLedgers(options with { DataFolder = folder });
    }

    public Wire.LedgerBook Results => _books.Results;

    public IReadOnlyList<PushReceipt> Take(JsonElement rows) => _books.Take(PushKind.Find("s_610000_result_push")!, rows);

    public void Dispose() => _books.Dispose();
}
