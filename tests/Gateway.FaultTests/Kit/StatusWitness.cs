using Gateway.Testing;
using Xunit;

namespace Gateway.FaultTests;

/// <summary>What every result went through at every target, noted by triggers of the test's own, a row a change: independent of the outbox.</summary>
internal static class StatusWitness
{
    private const string Triggers =
        """
        create table witness (n bigint generated always as identity, key text not null, state text not null);
        create function witness() returns trigger language plpgsql as $$
        begin
          insert into witness (key, state) values (new.area || '/' || new.doc_id || '@' || new.target, new.version || ' ' || new.state);
          return null;
        end $$;
        create trigger witness_new after insert on delivery for each row when (new.kind = 'result') execute function witness();
        create trigger witness_change after update on delivery for each row
          when (new.kind = 'result' and new.state is distinct from old.state) execute function witness();
        """;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task InstallAsync(TestDatabase database)
    {
        await using var command = database.DataSource.CreateCommand(Triggers);
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    /// <summary>Taken once each by its number, what the county heard is what every result went through, in that order.</summary>
    public static async Task AssertHeardAsync(TestDatabase database, StatusListener county)
    {
        await Until.TrueAsync("the outbox is empty", GatewayProcesses.Limit,
            async _ => await BusinessTables.ScalarAsync<long>(database, "select count(*) from status_outbox") == 0, Cancelled);
        var expected = await ReadAsync(database);
        await Until.TrueAsync("all are heard", GatewayProcesses.Limit, () => Distinct(county).Count >= expected.Sum(x => x.Value.Length), Cancelled);
        var heard = Distinct(county).GroupBy(x => $"{x.Area}/{x.Id}@{x.Target}").ToDictionary(x => x.Key, x => x.Select(y => $"{y.Version} {y.State}").ToArray());
        Assert.Equal(expected.Count, heard.Count);
        Assert.All(expected, x => Assert.Equal(x.Value, heard[x.Key]));
        Assert.All(Distinct(county).GroupBy(x => (x.Area, x.Id, x.Target)), x => Assert.Equal(x.Select(y => y.Number).Order(), x.Select(y => y.Number)));
    }

    /// <summary>The first time that each was heard, in order.</summary>
    private static List<HeardStatus> Distinct(StatusListener county) => [.. county.Heard.DistinctBy(x => x.Number)];

    private static async Task<Dictionary<string, string[]>> ReadAsync(TestDatabase database)
    {
        await using var command = database.DataSource.CreateCommand("select key, state from witness order by n");
        var changes = new List<(string Key, string State)>();
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        while (await reader.ReadAsync(Cancelled))
        {
            changes.Add((reader.GetString(0), reader.GetString(1)));
        }

        return changes.GroupBy(x => x.Key).ToDictionary(x => x.Key, x => x.Select(y => y.State).ToArray());
    }
}
