using Dapper;
using Gateway.Adapters.Configuration;
using Gateway.Contracts;
using Gateway.Contracts.Status;
using Gateway.Pipeline.Certification.Switching;
using Gateway.Pipeline.Deadlines;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Delivery.Gates;
using Gateway.Pipeline.Messaging.StatusOut;
using Npgsql;

namespace Gateway.Pipeline.Runs;

/// <summary>SQL of what <c>gateway status</c> says: what is stored, kept apart and balanced.</summary>
public sealed class StatusStore(
    NpgsqlDataSource database, IAdapterDirectory adapters, DeliveryStatusStore deliveries, StatusOutboxStore outbox,
    DeadlineBoard deadlines, PlatformGates gates, IAdapterSwitch adapterSwitch, TimeProvider clock)
{
    public async Task<GatewayStatus> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var stored = (await connection.QueryAsync<(string Area, string Feed, long Rows)>(StoredSql)).ToDictionary(x => (x.Area, x.Feed), x => x.Rows);
        var quarantine = (await connection.QueryAsync<(string Area, string Feed, string Reason, long Rows)>(
            "select area, feed, reason, count(*) from quarantine where closed_at is null group by 1, 2, 3 order by 1, 2, 3")).ToLookup(x => (x.Area, x.Feed));
        var runs = (await connection.QueryAsync<RunRecord>(LastRunSql)).ToDictionary(x => (x.Area, x.Feed));
        var areas = adapters.Areas.Select(area => new AreaStatus(area.Area, [.. area.Feeds.Select(feed =>
        {
            var key = (area.Area, feed.Feed.Wire());
            return new FeedStatus(
                feed.Feed.Wire(), stored.GetValueOrDefault(key), quarantine[key].ToDictionary(x => x.Reason, x => x.Rows),
                runs.GetValueOrDefault(key)?.ToStatus());
        })]));
        return new GatewayStatus(
            clock.GetUtcNow(), [.. areas], await deliveries.ReadAsync(cancellationToken), await outbox.PendingAsync(cancellationToken),
            DeadlineSummary.Of(await deadlines.ReadAsync(cancellationToken)), await gates.StatusAsync(cancellationToken),
            (await adapterSwitch.LookAsync(adapters, cancellationToken)).Off);
    }

    private static readonly string StoredSql = string.Join(
        " union all ", FeedNames.All.Select(x => $"select area, '{x.Wire()}' as feed, count(*) as rows from {x.Wire()} group by area"));

    private const string LastRunSql =
        """
        select distinct on (area, feed) area, feed, run_id as Id, mode, outcome, started_at as StartedAt, ended_at as EndedAt, fetched,
          new, changed, unchanged, deleted_by_row as DeletedByRow, deleted_by_absence as DeletedByAbsence, quarantined, repeated,
          before, after, balanced
        from run order by area, feed, run_id desc
        """;

    private sealed class RunRecord
    {
        public string Area { get; set; } = "";
        public string Feed { get; set; } = "";
        public long Id { get; set; }
        public string Mode { get; set; } = "";
        public string Outcome { get; set; } = "";
        public DateTime StartedAt { get; set; }
        public DateTime? EndedAt { get; set; }
        public long Fetched { get; set; }
        public long New { get; set; }
        public long Changed { get; set; }
        public long Unchanged { get; set; }
        public long DeletedByRow { get; set; }
        public long DeletedByAbsence { get; set; }
        public long Quarantined { get; set; }
        public long Repeated { get; set; }
        public long Before { get; set; }
        public long After { get; set; }
        public bool Balanced { get; set; }

        public RunStatus ToStatus() => new(
            Id, Mode, Outcome, StartedAt, EndedAt, Fetched, New, Changed, Unchanged, DeletedByRow, DeletedByAbsence, Quarantined, Repeated,
            Before, After, Balanced);
    }
}
