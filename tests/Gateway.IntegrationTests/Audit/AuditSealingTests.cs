using Gateway.Pipeline.Audit;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Audit;

/// <summary>
/// Sealing while others append: what commits late is never missed, and nobody is held up. Fails when <c>AuditSealStore</c> seals up to the newest
/// transaction (<c>pg_snapshot_xmax</c>) and not below the oldest that runs.
/// </summary>
public sealed class AuditSealingTests(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_commits_late_is_sealed_later()
    {
        await using var bench = await AuditBench.CreateAsync(postgres, Cancelled);
        await using var slow = await bench.Database.OpenConnectionAsync(Cancelled);
        await using var transaction = await slow.BeginTransactionAsync(Cancelled);
        await AuditBench.Log().AppendAsync(slow, transaction, [AuditBench.Event(0)], Cancelled);
        await bench.AppendAsync(4, Cancelled); // younger, but committed first

        Assert.Equal(new SealOutcome.Sealed(0, 0), await bench.SealAsync(Cancelled));
        Assert.Equal(4, (await bench.VerifyAsync(Cancelled)).Unsealed);
        await transaction.CommitAsync(Cancelled);
        await bench.SettleAsync(Cancelled);
        Assert.Equal(new SealOutcome.Sealed(1, 5), await bench.SealAsync(Cancelled));
        Assert.True((await bench.VerifyAsync(Cancelled)).Intact);
    }

    [Fact]
    public async Task Eight_writers_with_long_transactions_lose_nothing()
    {
        const int Writers = 8, Rounds = 25;
        await using var bench = await AuditBench.CreateAsync(postgres, Cancelled, entriesPerSeal: 7);
        var committed = 0L;
        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(new Random(writer)), Cancelled)).ToArray();
        var early = 0;
        while (!Task.WhenAll(writers).IsCompleted)
        {
            early += await bench.SealAsync(Cancelled) is SealOutcome.Sealed { Seals: > 0 } ? 1 : 0;
        }

        await Task.WhenAll(writers);
        await bench.SettleAsync(Cancelled);
        await bench.SealAsync(Cancelled);
        var verification = await bench.VerifyAsync(Cancelled);
        Assert.True(verification.Intact, verification.Text);
        Assert.Equal((committed, 0), (verification.Sealed, verification.Unsealed));

        // The case was real: seals were made between commits, and numbers came in another order than transactions.
        Assert.True(early > 0, $"{early} rounds sealed while writers ran");
        Assert.True(await bench.ScalarAsync<long>(
            "select count(*) from audit_entry a join audit_entry b on a.xid < b.xid and a.entry_no > b.entry_no", Cancelled) > 0);

        async Task WriteAsync(Random dice)
        {
            for (var round = 0; round < Rounds; round++)
            {
                await using var connection = await bench.Database.OpenConnectionAsync(Cancelled);
                await using var transaction = await connection.BeginTransactionAsync(Cancelled);
                var events = Enumerable.Range(0, 1 + dice.Next(3)).Select(AuditBench.Event).ToArray();
                await AuditBench.Log().AppendAsync(connection, transaction, events, Cancelled);
                await Task.Delay(dice.Next(30), Cancelled);
                await AuditBench.Log().AppendAsync(connection, transaction, [AuditBench.Event(round)], Cancelled);
                if (dice.Next(5) == 0)
                {
                    await transaction.RollbackAsync(Cancelled);
                }
                else
                {
                    await transaction.CommitAsync(Cancelled);
                    Interlocked.Add(ref committed, events.Length + 1);
                }
            }
        }
    }

    [Fact]
    public async Task Sealers_at_once_make_one_chain()
    {
        await using var bench = await AuditBench.CreateAsync(postgres, Cancelled, entriesPerSeal: 2);
        await bench.AppendAsync(40, Cancelled);
        await bench.SettleAsync(Cancelled);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => bench.SealAsync(Cancelled), Cancelled)));
        await bench.SealAsync(Cancelled);
        var verification = await bench.VerifyAsync(Cancelled);
        Assert.True(verification.Intact, verification.Text);
        Assert.Equal((20, 40), (verification.Seals, verification.Sealed));
        Assert.Equal(20, (await File.ReadAllLinesAsync(bench.AnchorFile, Cancelled)).Length);
    }

    [Fact]
    public async Task A_crash_before_or_amid_the_anchor_is_made_good()
    {
        await using var bench = await AuditBench.CreateAsync(postgres, Cancelled);
        await bench.AppendAsync(12, Cancelled);
        await bench.SettleAsync(Cancelled);
        await bench.SealAsync(Cancelled);
        var whole = await File.ReadAllTextAsync(bench.AnchorFile, Cancelled);
        await File.WriteAllTextAsync(bench.AnchorFile, whole[..(whole.IndexOf('\n', StringComparison.Ordinal) + 30)], Cancelled);
        Assert.True((await bench.VerifyAsync(Cancelled)).Intact);
        await bench.SealAsync(Cancelled);
        Assert.Equal(whole, await File.ReadAllTextAsync(bench.AnchorFile, Cancelled));
    }

    [Fact]
    public async Task An_altered_or_lost_anchor_file_is_found()
    {
        await using var bench = await AuditBench.CreateAsync(postgres, Cancelled);
        await bench.AppendAsync(12, Cancelled);
        await bench.SettleAsync(Cancelled);
        await bench.SealAsync(Cancelled);
        var lines = await File.ReadAllLinesAsync(bench.AnchorFile, Cancelled);
        await File.WriteAllLinesAsync(bench.AnchorFile, [lines[0], lines[2]], Cancelled);
        Assert.Equal(new AuditFinding.AnchorAltered(2), (await bench.VerifyAsync(Cancelled)).Finding);
        await File.WriteAllTextAsync(bench.AnchorFile, "", Cancelled);
        Assert.IsType<AuditFinding.AnchorMissing>((await bench.VerifyAsync(Cancelled)).Finding);
    }

    [Fact]
    public async Task After_a_rotation_the_new_key_vouches_for_what_the_old_one_sealed()
    {
        byte[] older = [.. Enumerable.Repeat((byte)7, 32)], newer = [.. Enumerable.Repeat((byte)8, 32)];
        await using var bench = await AuditBench.CreateAsync(postgres, Cancelled);
        await AppendAsync(bench, 0, older);
        await bench.SealAsync(Cancelled, older);
        Assert.IsType<AuditFinding.KeyMissing>((await bench.VerifyAsync(Cancelled, newer)).Finding);
        Assert.True((await bench.VerifyAsync(Cancelled, newer, older)).Intact);

        await AppendAsync(bench, 1, newer, older);
        await bench.SealAsync(Cancelled, newer, older);
        Assert.True((await bench.VerifyAsync(Cancelled, newer)).Intact);
        await bench.TamperAsync("update audit_entry set detail = '{}' where entry_no = 1", Cancelled);
        Assert.Equal(1, Assert.IsType<AuditFinding.Altered>((await bench.VerifyAsync(Cancelled, newer)).Finding).Entry.EntryNo);
    }

    private static async Task AppendAsync(AuditBench bench, int number, params byte[][] keys)
    {
        await using var connection = await bench.Database.OpenConnectionAsync(Cancelled);
        await using var transaction = await connection.BeginTransactionAsync(Cancelled);
        await AuditBench.Log(keys).AppendAsync(connection, transaction, [AuditBench.Event(number)], Cancelled);
        await transaction.CommitAsync(Cancelled);
        await bench.SettleAsync(Cancelled);
    }
}
