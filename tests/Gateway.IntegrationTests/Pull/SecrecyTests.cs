using System.Buffers;
using System.Text;
using Gateway.Adapters.Configuration;
using Gateway.Contracts;
using Gateway.Pipeline.Protection;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Pull;

/// <summary>R22 as far as the pull goes: natural persons' data lies nowhere in clear.</summary>
public sealed class SecrecyTests(PullSandbox sandbox, PostgresFixture postgres) : IClassFixture<PullSandbox>
{
    private const string Area = "610502";

    private static readonly Feed[] OfPersons = [Feed.Subject, Feed.Inspector, Feed.Expert];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Numbers_phones_and_certificates_are_found_in_no_table_and_no_log()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(postgres, sandbox.Address);
        foreach (var feed in PullSandbox.Feeds)
        {
            await gateway.PullDoneAsync(Area, feed);
        }

        await sandbox.ChangeAsync(new { area = Area, feed = "inspector", spoiled = 10, changed = 10 });
        await gateway.PullDoneAsync(Area, Feed.Inspector);
        await gateway.Get<Gateway.Pipeline.Pull.ReplayJob>().RunAsync(Area, Feed.Inspector, Cancelled);

        var planted = await PlantedAsync(gateway);
        Assert.True(planted.Count > 500, $"{planted.Count}");
        var seek = SearchValues.Create([.. planted], StringComparison.Ordinal);
        var seekBytes = SearchValues.Create([.. planted.Select(x => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(x)))], StringComparison.Ordinal);
        var rows = 0;
        foreach (var (table, row) in await EverythingAsync(gateway))
        {
            rows++;
            var at = row.AsSpan().IndexOfAny(seek);
            Assert.True(at < 0, $"{table} holds personal data in clear, before: {row[..Math.Max(0, at)]}");
            Assert.True(row.AsSpan().IndexOfAny(seekBytes) < 0, $"{table} holds personal data as clear bytes");
        }

        Assert.True(rows > 1_000);
        Assert.True(gateway.Logs.Text.Length > 1_000);
        Assert.True(gateway.Logs.Text.AsSpan().IndexOfAny(seek) < 0, "a log line holds personal data");
        Assert.DoesNotContain("0123456789abcdef0123456789abcdef", gateway.Logs.Text, StringComparison.Ordinal);
    }

    /// <summary>What the platform sent of persons, read from the landed bytes with the key.</summary>
    private static async Task<HashSet<string>> PlantedAsync(GatewayUnderTest gateway)
    {
        var planted = new HashSet<string>(StringComparer.Ordinal);
        var directory = gateway.Get<IAdapterDirectory>();
        await using var command = gateway.Database.CreateCommand("select feed, length, body from landed_page");
        await using var pages = await command.ExecuteReaderAsync(Cancelled);
        while (await pages.ReadAsync(Cancelled))
        {
            var feed = FeedNames.Parse(pages.GetString(0))!.Value;
            if (!OfPersons.Contains(feed))
            {
                continue;
            }

            var schema = FeedSchemas.Of(feed);
            var body = LandedBody.Open((byte[])pages[2], pages.GetInt32(1), gateway.Get<FieldCipher>());
            foreach (var row in directory.SourceOf(Area, feed)!.Parse(feed, body).Rows)
            {
                string[] names = feed == Feed.Subject ? row.Values[schema["credentialType"]] == "111" ? ["credentialCode", "contactPhone"] : ["contactPhone"] : ["idNumber", "lawNo"];
                planted.UnionWith(names.Select(x => row.Values[schema[x]]).OfType<string>().Where(x => x.Length >= 9));
            }
        }

        return planted;
    }

    /// <summary>Every row of every table as text; bytes as hex.</summary>
    private static async Task<List<(string Table, string Row)>> EverythingAsync(GatewayUnderTest gateway)
    {
        var tables = await gateway.ScalarAsync<string>("select string_agg(schemaname || '.' || tablename, ',') from pg_tables where schemaname not in ('pg_catalog', 'information_schema')");
        var all = new List<(string, string)>();
        foreach (var table in tables.Split(','))
        {
            await using var command = gateway.Database.CreateCommand($"select t::text from {table} t");
            await using var rows = await command.ExecuteReaderAsync(Cancelled);
            while (await rows.ReadAsync(Cancelled))
            {
                all.Add((table, rows.GetString(0)));
            }
        }

        return all;
    }
}
