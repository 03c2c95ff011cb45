using Gateway.Adapters.Sources;

namespace Gateway.Adapters.Tables;

/// <summary>SQL of the table in which consumers note how far they took rows: one row of our own, which only moves forward.</summary>
internal sealed class AcknowledgementStore(AcknowledgementOptions options, string area)
{
    private readonly string _consumer = options.Consumer.Replace("{area}", area, StringComparison.Ordinal);

    /// <returns>Whether anything was noted: an older position after a newer one changes nothing.</returns>
    public async Task<bool> SaveAsync(
        PeerConnection connection, string table, FeedCursor taken, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var shape = await TableShape.ReadAsync(connection, options.Table, cancellationToken);
        shape.Require([options.Name, options.ConsumerColumn, options.Time, options.Id, options.TakenAt]);
        var (name, consumer, time, id, takenAt) = (
            SqlName.Quoted(options.Name), SqlName.Quoted(options.ConsumerColumn), SqlName.Quoted(options.Time), SqlName.Quoted(options.Id),
            SqlName.Quoted(options.TakenAt));
        List<(string, object)> parameters =
        [
            ("name", shape.Value(options.Name, table)),
            ("consumer", shape.Value(options.ConsumerColumn, _consumer)),
            ("time", shape.Value(options.Time, taken.ChangedAt is { } changed ? ColumnKinds.Written(changed) : "")),
            ("id", shape.Value(options.Id, taken.ChangeId ?? taken.Opaque ?? "")),
            ("at", shape.Value(options.TakenAt, ColumnKinds.Written(at.ToOffset(TimeSpan.FromHours(8)).DateTime))),
        ];
        var into = SqlName.Quoted(options.Table);
        var newer = taken.ChangedAt is null ? "1 = 1" : $"({time} is null or {time} < @time or ({time} = @time and {id} <= @id))";
        var updated = await connection.ExecuteAsync(
            $"update {into} set {time} = @time, {id} = @id, {takenAt} = @at where {name} = @name and {consumer} = @consumer and {newer}",
            parameters, cancellationToken);
        return updated > 0 || await connection.ExecuteAsync(
            $"""
            insert into {into} ({name}, {consumer}, {time}, {id}, {takenAt}) select @name, @consumer, @time, @id, @at
            where not exists (select 1 from {into} where {name} = @name and {consumer} = @consumer)
            """,
            parameters, cancellationToken) > 0;
    }
}
