using System.IO.Compression;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Checklists;
using Gateway.Pipeline.Checklists.Export;
using Gateway.Pipeline.Checklists.Rules;
using Gateway.Pipeline.Checklists.Versions;
using Gateway.Pipeline.Normalise.Values;
using Gateway.Pipeline.Quality;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace Gateway.IntegrationTests.Checklists;

/// <summary>From stored matters to versions, diffs, findings, publications and audit entries; each test has an area of its own.</summary>
public sealed class CompileJobTests(DatabasePerClass database) : IClassFixture<DatabasePerClass>
{
    private const string Refuelling = "对加油站经营资质的检查";

    private static readonly DepartmentKind Commerce = new("commerce", "商务局", ["商务"]);

    private static readonly FieldRules Rules = new(
        [
            new FieldRule(
                "fields/oil.yaml", 10, "成品油流通", "重点", Commerce, [],
                new Recognition([], TextTest.Empty, new TextTest(["加油站"], [], []), [], [], []), []),
        ],
        "r1");

    private readonly RecordingPublisher _publisher = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_first_compile_stores_a_version_with_its_parts_and_the_same_again_makes_none()
    {
        await AddMatterAsync("610502", "a", "commerce", "11610502X00000001C", "《成品油市场管理办法》第三十条");
        await AddMatterAsync("610502", "b", "market-regulation", "11610502X00000002C", "《成品油市场管理办法》");
        var outcome = Assert.IsType<CompileOutcome.NewVersion>(await Job().RunAsync("610502", Cancelled));
        Assert.Equal((1, 1, 0, 1, 0, 0), (outcome.Version, outcome.Items, outcome.Disputes, outcome.Added, outcome.Removed, outcome.Changed));

        var stored = await Store().FindAsync("610502", null, Cancelled);
        var item = Assert.Single(stored!.List.Items).Item;
        Assert.Equal(("成品油流通", "11610502X00000001C", "重点", "县"), (item.Field, item.Lead?.Code, item.ItemClass, item.Level));
        Assert.Equal("11610502X00000002C", Assert.Single(item.Joining).Code);
        Assert.Equal([(item.ItemId, 1, DeliveryOperation.Insert)], _publisher.Sent.Select(x => (x.ItemId, x.ListVersion, x.Operation)));
        Assert.Equal(1L, await CountAsync("select count(*) from audit_entry where kind = 'checklist.published' and subject = 'checklist:610502#1'"));

        Assert.Equal(1, Assert.IsType<CompileOutcome.Unchanged>(await Job().RunAsync("610502", Cancelled)).Version);
        Assert.Single(_publisher.Sent);
        Assert.Equal([(item.ItemId, 1), (item.ItemId, 1)], _publisher.Standing.Select(x => (x.ItemId, x.ListVersion)));
        Assert.Equal(1L, await CountAsync("select count(*) from audit_entry where subject like 'checklist:610502#%'"));
    }

    [Fact]
    public async Task A_change_of_the_catalogue_makes_a_version_that_says_why()
    {
        await AddMatterAsync("610503", "a", "commerce", "11610503X00000001C");
        await AddMatterAsync("610503", "b", "market-regulation", "11610503X00000002C");
        await AddMatterAsync("610503", "c", "emergency", "11610503X00000003C");
        await Job().RunAsync("610503", Cancelled);
        await RunAsync("update matter set state = '0' where area = '610503' and identity = 'c'");
        var second = Assert.IsType<CompileOutcome.NewVersion>(await Job().RunAsync("610503", Cancelled));
        Assert.Equal((2, 0, 0, 1), (second.Version, second.Added, second.Removed, second.Changed));
        var change = Assert.Single(await Store().ReadChangesAsync("610503", 2, Cancelled));
        Assert.Equal((ChangeKind.Changed, "61010000000001（emergency）已取消"), (change.Kind, change.Why));
        Assert.Equal(["配合单位"], change.Fields);

        await RunAsync("delete from matter where area = '610503' and identity <> 'a'");
        Assert.Equal(1, Assert.IsType<CompileOutcome.NewVersion>(await Job().RunAsync("610503", Cancelled)).Removed);
        Assert.Equal(
            [(1, DeliveryOperation.Insert), (2, DeliveryOperation.Correct), (3, DeliveryOperation.Withdraw)],
            _publisher.Sent.Select(x => (x.ListVersion, x.Operation)));
        Assert.Equal(2, (await Store().FindAsync("610503", 1, Cancelled))!.List.Items[0].Item.Joining.Count);

        await using var connection = await database.DataSource.OpenConnectionAsync(Cancelled);
        await using var transaction = await connection.BeginTransactionAsync(Cancelled);
        var withdrawn = await ChecklistStore.ReadItemsAsync(
            connection, transaction, "610503", [(_publisher.Sent[0].ItemId, 3), ("unknown", 3)], Cancelled);
        Assert.Equal((2, 1), (withdrawn[0]!.Version, withdrawn[0]!.Item.Joining.Count)); // as it last was
        Assert.Null(withdrawn[1]);
    }

    [Fact]
    public async Task What_fails_to_go_out_leaves_no_version_behind()
    {
        await AddMatterAsync("610522", "a", "commerce", "11610522X00000001C");
        await AddMatterAsync("610522", "b", "market-regulation", "11610522X00000002C");
        _publisher.Broken = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => Job().RunAsync("610522", Cancelled));
        Assert.Null(await Store().FindAsync("610522", null, Cancelled));
        _publisher.Broken = false;
        Assert.Equal(1, Assert.IsType<CompileOutcome.NewVersion>(await Job().RunAsync("610522", Cancelled)).Version);
    }

    [Fact]
    public async Task Compiles_of_one_area_follow_one_another()
    {
        await AddMatterAsync("610523", "a", "commerce", "11610523X00000001C");
        await AddMatterAsync("610523", "b", "market-regulation", "11610523X00000002C");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Job().RunAsync("610523", Cancelled)));
        Assert.Single(outcomes.OfType<CompileOutcome.NewVersion>());
        Assert.Equal(3, outcomes.OfType<CompileOutcome.Unchanged>().Count());
    }

    [Fact]
    public async Task A_version_is_final_and_a_forced_change_is_noticed()
    {
        await AddMatterAsync("610524", "a", "commerce", "11610524X00000001C");
        await AddMatterAsync("610524", "b", "market-regulation", "11610524X00000002C", "《甲法》");
        await RunAsync("update matter set basis = '《甲法》' where area = '610524'");
        await Job().RunAsync("610524", Cancelled);
        Assert.Equal("basis_no_article", Assert.Single(_publisher.Sent).NotRoutedCode);
        Assert.Equal(1L, await CountAsync("select occurrences from quality_issue where area = '610524' and problem = 'checklist_basis_no_article'"));
        await Assert.ThrowsAsync<PostgresException>(() => RunAsync("update checklist_item set matter = 'x' where area = '610524'"));
        await RunAsync("set session_replication_role = replica; update checklist_item set matter = 'x' where area = '610524'; reset session_replication_role");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store().FindAsync("610524", null, Cancelled));
    }

    [Fact]
    public async Task A_stored_version_exports_to_the_same_bytes_every_time()
    {
        await AddMatterAsync("610525", "a", "commerce", "11610525X00000001C");
        await AddMatterAsync("610525", "b", "market-regulation", "11610525X00000002C");
        await Job().RunAsync("610525", Cancelled);
        var files = new List<byte[]>();
        for (var i = 0; i < 2; i++)
        {
            using var file = new MemoryStream();
            ChecklistWorkbook.Write(file, "澄城县", (await Store().FindAsync("610525", null, Cancelled))!);
            files.Add(file.ToArray());
        }

        Assert.Equal(files[0], files[1]);
        using var zip = new ZipArchive(new MemoryStream(files[0]));
        Assert.Equal(7, zip.Entries.Count);
    }

    [Fact]
    public async Task An_area_without_county_file_is_unknown() =>
        Assert.IsType<CompileOutcome.UnknownArea>(await Job().RunAsync("610199", Cancelled));

    private ChecklistStore Store() => new(database.DataSource);

    private CompileJob Job()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));
        return new CompileJob(
            Store(), Rules, new Areas(), new AuditLog(clock, new AuditKeys([new byte[32]])), new QualityStore(clock), _publisher, clock, NullLogger<CompileJob>.Instance);
    }

    private async Task AddMatterAsync(string area, string identity, string kind, string code, string basis = "《成品油市场管理办法》第三十条")
    {
        await using var command = database.DataSource.CreateCommand(
            """
            insert into matter (area, identity, item_code, item_name, name_key, dept_name, dept_code, dept_kind, object, mode, basis, levels, state,
              content_hash, run_id)
            values ($1, $2, '61010000000001', $3, $3, $4, $5, $4, '加油站', '现场检查', $6, '{市,县}', '1', gen_random_uuid(), 1)
            """);
        foreach (var value in new[] { area, identity, Refuelling, kind, code, basis })
        {
            command.Parameters.AddWithValue(value);
        }

        await command.ExecuteNonQueryAsync(Cancelled);
    }

    private async Task RunAsync(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Cancelled))!;
    }

    private sealed class RecordingPublisher : IChecklistPublisher
    {
        public List<ChecklistPublication> Sent { get; } = [];

        public List<ChecklistPublication> Standing { get; } = [];

        public bool Broken { get; set; }

        public Task PublishAsync(
            NpgsqlConnection connection, NpgsqlTransaction transaction, string area, IReadOnlyList<ChecklistPublication> changes,
            IReadOnlyList<ChecklistPublication> standing, CancellationToken cancellationToken)
        {
            if (Broken)
            {
                throw new InvalidOperationException("no way out");
            }

            lock (Sent)
            {
                Sent.AddRange(changes);
                Standing.AddRange(standing);
            }

            return Task.CompletedTask;
        }
    }

    private sealed class Areas : IAdapterDirectory
    {
        IReadOnlyList<AreaSettings> IAdapterDirectory.Areas { get; } =
            [.. new[] { "610502", "610503", "610522", "610523", "610524", "610525" }.Select(x => new AreaSettings(x, x, "县", [], [], "0 6 * * *", null))];

        public string Version => "";

        public ISource? SourceOf(string area, Feed feed) => null;

        public IReadOnlyList<ISink> SinksOf(string area) => [];
    }
}
