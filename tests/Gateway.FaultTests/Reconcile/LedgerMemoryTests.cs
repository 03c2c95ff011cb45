using System.Globalization;
using System.Text.Json;
using Gateway.Testing;
using Xunit;

namespace Gateway.FaultTests.Reconcile;

/// <summary>A month of a million entries is compared in the heap that a small one needs.</summary>
public sealed class LedgerMemoryTests(PostgresFixture postgres, ITestOutputHelper output)
{
    /// <summary>More is an OutOfMemoryException. The entries of the everyday version alone would take as much.</summary>
    private const int HeapMegabytes = 56;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when LedgerReader keeps what it read instead of copying it on, or when CompareStore.HashAsync reads all rows before it hashes.
    [Fact]
    public async Task A_month_is_compared_in_flat_memory()
    {
        await using var processes = await GatewayProcesses.StartAsync(postgres, 100);
        await using var ledger = GeneratedLedger.Start();
        var database = await processes.DatabaseAsync();
        var (entries, peak) = await CompareAsync(processes, ledger, database, TestEnvironment.LongFaults ? 1_000_000 : 200_000);
        output.WriteLine($"{entries:N0} entries: {peak >> 20} MB at most, {HeapMegabytes} MB of them for the heap");
        Assert.True(peak < 300L << 20, $"{peak >> 20} MB");
    }

    private static async Task<(int Entries, long Peak)> CompareAsync(
        GatewayProcesses processes, GeneratedLedger ledger, TestDatabase database, int entries)
    {
        ledger.Entries = entries;
        await using (var books = database.DataSource.CreateCommand(ledger.BooksSql))
        {
            books.CommandTimeout = 0;
            await books.ExecuteNonQueryAsync(Cancelled);
        }

        await using var process = processes.Gateway(
            database, ["reconcile", GatewayProcesses.Area, "double-random", "--from", "2026-10-01", "--to", "2026-10-31", "--json"],
            new Dictionary<string, string>
            {
                ["Gateway__Profiles__DoubleRandom__BaseAddress"] = ledger.Address.ToString(),
                ["DOTNET_GCHeapHardLimit"] = (HeapMegabytes << 20).ToString("x", CultureInfo.InvariantCulture),
            });
        var peak = 0L;
        var exit = process.WaitForExitAsync(Limit, Cancelled);
        await Until.TrueAsync("it ends", Limit, _ =>
        {
            peak = Math.Max(peak, PeakOf(process.Pid));
            return Task.FromResult(exit.IsCompleted);
        }, Cancelled);
        Assert.True(await exit == 0, process.Log);
        using var answer = JsonDocument.Parse(process.Log.Split('\n').First(x => x.StartsWith('[')));
        var counts = answer.RootElement[0].GetProperty("counts");
        Assert.Equal((entries, entries), (counts.GetProperty("ours").GetInt32(), counts.GetProperty("matched").GetInt32()));
        Assert.True(answer.RootElement[0].GetProperty("clean").GetBoolean());
        Assert.True(peak > 0, "the process was gone before it was looked at");
        return (entries, peak);
    }

    /// <summary>The kernel's high-water mark of a process, in bytes; 0 once it has ended.</summary>
    private static long PeakOf(int pid)
    {
        try
        {
            var line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(x => x.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
