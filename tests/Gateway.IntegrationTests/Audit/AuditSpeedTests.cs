using System.Diagnostics;
using System.Security.Cryptography;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Protection;
using Gateway.Testing;
using Npgsql;
using Xunit;

namespace Gateway.IntegrationTests.Audit;

/// <summary>P12, measured on request (<c>-explicit only</c>): times on a busy machine prove nothing in a test run.</summary>
public sealed class AuditSpeedTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Transactions = 3000;
    private const int Pairs = 5;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory(Explicit = true)]
    [InlineData(1)]
    [InlineData(100)]
    public async Task Append_with_sealing_against_a_plain_insert(int entriesEach)
    {
        await using var bench = await AuditBench.CreateAsync(postgres, Cancelled, entriesPerSeal: 10_000);
        await bench.TamperAsync(
            "create table plain_log (entry_no bigint generated always as identity primary key, at timestamptz not null, kind text not null, " +
            "area text, subject text not null, detail text not null)", Cancelled);
        var count = Transactions / (entriesEach == 1 ? 1 : 10);
        var ratios = new List<double>();
        for (var pair = 0; pair < Pairs; pair++)
        {
            var plain = await TimeAsync(bench, count, (connection, transaction, events) => InsertAsync(connection, transaction, events));
            using var done = new CancellationTokenSource();
            var sealing = Task.Run(() => SealUntilAsync(bench, done.Token), Cancelled);
            var ours = await TimeAsync(bench, count, (connection, transaction, events) => AuditBench.Log().AppendAsync(connection, transaction, events, Cancelled));
            await done.CancelAsync();
            await sealing;
            ratios.Add(plain / ours);
        }

        output.WriteLine($"{entriesEach} a transaction: {ratios.Order().ElementAt(Pairs / 2):P0} of a plain insert (median of {Pairs}; {string.Join(" ", ratios.Select(x => $"{x:P0}"))})");

        async Task<double> TimeAsync(AuditBench log, int transactions, Func<NpgsqlConnection, NpgsqlTransaction, IReadOnlyList<AuditEvent>, Task> append)
        {
            var events = Enumerable.Range(0, entriesEach).Select(AuditBench.Event).ToArray();
            var clock = Stopwatch.StartNew();
            await using var connection = await log.Database.OpenConnectionAsync(Cancelled);
            for (var i = 0; i < transactions; i++)
            {
                await using var transaction = await connection.BeginTransactionAsync(Cancelled);
                await append(connection, transaction, events);
                await transaction.CommitAsync(Cancelled);
            }

            return clock.Elapsed.TotalSeconds;
        }
    }

    [Fact(Explicit = true)]
    public async Task Verify_against_hashing_alone()
    {
        await using var bench = await AuditBench.CreateAsync(postgres, Cancelled, entriesPerSeal: 10_000);
        var events = Enumerable.Range(0, 1000).Select(x => new AuditEvent(AuditKinds.BatchAttempted, "610502", $"batch:{x}", new string('据', 150))).ToArray();
        for (var i = 0; i < 200; i++)
        {
            await using var connection = await bench.Database.OpenConnectionAsync(Cancelled);
            await using var transaction = await connection.BeginTransactionAsync(Cancelled);
            await AuditBench.Log().AppendAsync(connection, transaction, events, Cancelled);
            await transaction.CommitAsync(Cancelled);
        }

        await bench.SettleAsync(Cancelled);
        var sealing = Stopwatch.StartNew();
        await bench.SealAsync(Cancelled);
        output.WriteLine($"sealing 200,000 entries: {sealing.Elapsed.TotalSeconds:0.0} s");
        for (var i = 0; i < 3; i++)
        {
            var verification = await bench.VerifyAsync(Cancelled);
            Assert.True(verification.Intact, verification.Text);
            output.WriteLine($"verify: {verification.Bytes / 1e6 / verification.Elapsed.TotalSeconds:0} MB/s, {verification.Sealed / verification.Elapsed.TotalSeconds:0} entries/s");
        }

        var bytes = new byte[500];
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 200_000; i++)
        {
            SHA256.HashData(bytes);
        }

        output.WriteLine($"SHA-256 alone: {200_000 * 500 / 1e6 / clock.Elapsed.TotalSeconds:0} MB/s");
        var cipher = new FieldCipher([bytes[..32]]);
        clock.Restart();
        for (var i = 0; i < 500_000; i++)
        {
            cipher.Protect("61050219900307888X");
        }

        output.WriteLine($"FieldCipher.Protect: {500_000 / clock.Elapsed.TotalSeconds / 1e6:0.00} M fields/s");
        clock.Restart();
        for (var i = 0; i < 500_000; i++)
        {
            cipher.LookupHash("61050219900307888X");
        }

        output.WriteLine($"FieldCipher.LookupHash: {500_000 / clock.Elapsed.TotalSeconds / 1e6:0.00} M/s");
    }

    private static async Task SealUntilAsync(AuditBench bench, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            await bench.SealAsync(Cancelled);
            await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(1), done));
        }
    }

    private static async Task InsertAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<AuditEvent> events)
    {
        await using var command = new NpgsqlCommand(
            "insert into plain_log (at, kind, area, subject, detail) select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[])",
            connection, transaction);
        command.Parameters.AddWithValue(TimeProvider.System.GetUtcNow().UtcDateTime);
        command.Parameters.AddWithValue(events.Select(x => x.Kind).ToArray());
        command.Parameters.AddWithValue(events.Select(x => x.Area).ToArray());
        command.Parameters.AddWithValue(events.Select(x => x.Subject).ToArray());
        command.Parameters.AddWithValue(events.Select(x => x.Detail).ToArray());
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
