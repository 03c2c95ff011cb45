using Gateway.Pipeline.Audit;
using Gateway.Testing;
using Npgsql;
using Xunit;

namespace Gateway.IntegrationTests.Audit;

/// <summary>
/// R16: whatever a superuser does to the log is found and named. 13 entries in three seals (5, 5, 3), then 2 unsealed ones. Fails when
/// <c>ChainWalk</c> trusts a leaf hash without the keyed proof beside it.
/// </summary>
public sealed class AuditTamperTests(PostgresFixture postgres)
{
    private const string LeafOf7 = "(select sha256('x'))";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_untouched_log_is_intact()
    {
        await using var bench = await SealedAsync();
        var verification = await bench.VerifyAsync(Cancelled);
        Assert.Equal((true, 3, 13, 2, true), (verification.Intact, verification.Seals, verification.Sealed, verification.Unsealed, verification.Anchored));
        Assert.Contains("完整", verification.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update audit_entry set detail = '{}' where entry_no = 7", 7)]
    [InlineData("update audit_entry set area = '610503' where entry_no = 8", 8)]
    [InlineData("update audit_entry set area = null where entry_no = 8", 8)]
    [InlineData("update audit_entry set kind = 'pull.step' where entry_no = 1", 1)]
    [InlineData("update audit_entry set at = at + interval '1 microsecond' where entry_no = 13", 13)]
    [InlineData("update audit_entry set entry_id = gen_random_uuid() where entry_no = 5", 5)]
    [InlineData("update audit_entry set proof = '\\x' where entry_no = 5", 5)]
    [InlineData("update audit_entry set detail = '{}', leaf_hash = " + LeafOf7 + " where entry_no in (7, 9)", 7)]
    [InlineData("update audit_entry set detail = '{}' where entry_no = 15", 15)] // not sealed yet
    public async Task An_altered_entry_is_named(string sql, long entryNo)
    {
        await using var bench = await SealedAsync();
        Assert.NotEqual(0, await bench.TamperAsync(sql, Cancelled));
        var finding = Assert.IsType<AuditFinding.Altered>(await FindingAsync(bench));
        Assert.Equal(entryNo, finding.Entry.EntryNo);
        Assert.NotNull(finding.Entry.At);
        Assert.NotNull(finding.Entry.Kind);
    }

    [Fact]
    public async Task An_entry_with_a_leaf_hash_computed_anew_but_no_key_is_named()
    {
        await using var bench = await SealedAsync();
        await RehashAsync(bench, 7);
        Assert.Equal(7, Assert.IsType<AuditFinding.Altered>(await FindingAsync(bench)).Entry.EntryNo);
    }

    [Fact]
    public async Task An_unsealed_entry_with_a_leaf_hash_computed_anew_but_no_key_is_named()
    {
        await using var bench = await SealedAsync();
        await RehashAsync(bench, 14);
        Assert.Equal(14, Assert.IsType<AuditFinding.Added>(await FindingAsync(bench)).Entry.EntryNo);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10)] // the last of its seal
    [InlineData(13)]
    public async Task A_missing_entry_is_named_with_its_id_and_time(long entryNo)
    {
        await using var bench = await SealedAsync();
        var id = await bench.ScalarAsync<Guid>($"select entry_id from audit_entry where entry_no = {entryNo}", Cancelled);
        Assert.Equal(1, await bench.TamperAsync($"delete from audit_entry where entry_no = {entryNo}", Cancelled));
        var finding = Assert.IsType<AuditFinding.Missing>(await FindingAsync(bench));
        Assert.Equal((entryNo, id), (finding.Entry.EntryNo, finding.Entry.EntryId));
        Assert.InRange(finding.Entry.At!.Value, DateTimeOffset.UnixEpoch.AddYears(50), TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task The_first_of_two_wrong_entries_is_the_one_named()
    {
        await using var bench = await SealedAsync();
        await bench.TamperAsync("update audit_entry set detail = '{}' where entry_no = 9; delete from audit_entry where entry_no = 8", Cancelled);
        Assert.Equal(8, Assert.IsType<AuditFinding.Missing>(await FindingAsync(bench)).Entry.EntryNo);
    }

    [Theory]
    [InlineData("xid", "among sealed entries")]
    [InlineData("pg_current_xact_id()", "at the end")]
    public async Task An_added_entry_is_named(string xid, string where)
    {
        Assert.NotEmpty(where);
        await using var bench = await SealedAsync();
        await bench.TamperAsync(
            "insert into audit_entry (entry_id, at, kind, area, subject, detail, leaf_hash, proof, xid) " +
            $"select entry_id, at, kind, area, subject, '{{}}', leaf_hash, proof, {xid} from audit_entry where entry_no = 6", Cancelled);
        var added = await bench.ScalarAsync<long>("select max(entry_no) from audit_entry", Cancelled);
        await RehashAsync(bench, added);
        Assert.Equal(added, Assert.IsType<AuditFinding.Added>(await FindingAsync(bench)).Entry.EntryNo);
    }

    [Fact]
    public async Task Swapped_entries_are_named_by_the_first_place()
    {
        await using var bench = await SealedAsync();
        await bench.TamperAsync(
            """
            update audit_entry a set entry_id = b.entry_id, at = b.at, kind = b.kind, area = b.area, subject = b.subject, detail = b.detail,
              leaf_hash = b.leaf_hash, proof = b.proof
            from audit_entry b where (a.entry_no, b.entry_no) in ((7, 9), (9, 7))
            """, Cancelled);
        Assert.Equal(7, Assert.IsType<AuditFinding.Altered>(await FindingAsync(bench)).Entry.EntryNo);
    }

    [Fact]
    public async Task A_cut_tail_is_found_even_with_its_seals()
    {
        await using var bench = await SealedAsync();
        await bench.TamperAsync("delete from audit_entry where entry_no > 10; delete from audit_seal where seal_no > 2", Cancelled);
        var finding = Assert.IsType<AuditFinding.TailCut>(await FindingAsync(bench));
        Assert.Equal((3, 13), (finding.FirstSealNo, finding.EntriesUpTo));

        // And nothing is put on top of it: the next entries must not get the number of the seal that is gone.
        await bench.AppendAsync(3, Cancelled);
        Assert.IsType<SealOutcome.Refused>(await bench.SealAsync(Cancelled));
        Assert.IsType<AuditFinding.TailCut>(await FindingAsync(bench));
    }

    [Theory]
    [InlineData("delete from audit_seal where seal_no = 2", typeof(AuditFinding.SealMissing))]
    [InlineData("update audit_seal set sealed_at = sealed_at - interval '1 day' where seal_no = 2", typeof(AuditFinding.SealAltered))]
    [InlineData("update audit_seal set root = sha256('x') where seal_no = 2", typeof(AuditFinding.SealAltered))]
    [InlineData("update audit_seal set key_id = 1 where seal_no = 2", typeof(AuditFinding.NotAsAnchored))]
    [InlineData("update audit_seal set key_id = 1 where seal_no = 3", typeof(AuditFinding.NotAsAnchored))]
    public async Task An_altered_seal_is_found(string sql, Type finding)
    {
        await using var bench = await SealedAsync();
        Assert.Equal(1, await bench.TamperAsync(sql, Cancelled));
        Assert.IsType(finding, await FindingAsync(bench));
    }

    [Fact]
    public async Task The_table_itself_refuses_changes()
    {
        await using var bench = await SealedAsync();
        foreach (var sql in (string[])["update audit_entry set detail = ''", "delete from audit_entry", "truncate audit_entry", "delete from audit_seal"])
        {
            await using var command = bench.Database.CreateCommand(sql);
            var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancelled));
            Assert.Contains("never changed", refused.MessageText, StringComparison.Ordinal);
        }
    }

    private static async Task<AuditFinding?> FindingAsync(AuditBench bench)
    {
        var verification = await bench.VerifyAsync(Cancelled);
        Assert.Equal(verification.Finding is null ? 0 : 1, verification.ExitCode);
        return verification.Finding;
    }

    /// <summary>Alters an entry and computes its leaf hash as the gateway does; only the key is missing.</summary>
    private static async Task RehashAsync(AuditBench bench, long entryNo)
    {
        await using var read = bench.Database.CreateCommand($"select entry_id, at, kind, area, subject from audit_entry where entry_no = {entryNo}");
        byte[] leaf;
        await using (var reader = await read.ExecuteReaderAsync(Cancelled))
        {
            Assert.True(await reader.ReadAsync(Cancelled));
            leaf = LeafHash.Of(
                reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3),
                reader.GetString(4), "{}");
        }

        var changed = await bench.TamperAsync(
            $"update audit_entry set detail = '{{}}', leaf_hash = '\\x{Convert.ToHexString(leaf)}' where entry_no = {entryNo}", Cancelled);
        Assert.Equal(1, changed);
    }

    private async Task<AuditBench> SealedAsync()
    {
        var bench = await AuditBench.CreateAsync(postgres, Cancelled);
        await bench.AppendAsync(13, Cancelled);
        await bench.SettleAsync(Cancelled);
        Assert.Equal(new SealOutcome.Sealed(3, 13), await bench.SealAsync(Cancelled));
        await bench.AppendAsync(2, Cancelled);
        return bench;
    }
}
