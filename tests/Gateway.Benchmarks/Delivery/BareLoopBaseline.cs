using System.Diagnostics;
using Gateway.Adapters.Sinks;
using Gateway.Benchmarks.Programs;
using NpgsqlTypes;

namespace Gateway.Benchmarks.Delivery;

/// <summary>
/// What anybody would write first: one loop and one connection a target, sending the same signed batches one after the other and copying
/// one state row a result and target. It keeps no batch, no attempt, no audit, follows no receipt and could not be killed without loss.
/// </summary>
internal static class BareLoopBaseline
{
    /// <returns>Seconds.</returns>
    public static async Task<double> RunAsync(BenchDatabase database, IReadOnlyList<PreparedTarget> targets, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync(
            """
            create table bare_state (target text not null, doc_id text not null, version int not null, state text not null, at timestamptz not null,
              primary key (target, doc_id, version))
            """,
            cancellationToken);
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(targets.Select(x => Task.Run(() => TargetAsync(database, x, cancellationToken), cancellationToken)));
        var elapsed = Stopwatch.GetElapsedTime(began);
        await database.ExecuteAsync("drop table bare_state", cancellationToken);
        return elapsed.TotalSeconds;
    }

    private static async Task TargetAsync(BenchDatabase database, PreparedTarget target, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        foreach (var batch in target.Batches)
        {
            var state = StateOf(target.Sink, await target.Sink.PushAsync(batch.Push, cancellationToken));
            await using var copy = await connection.BeginBinaryImportAsync(
                "copy bare_state (target, doc_id, version, state, at) from stdin (format binary)", cancellationToken);
            foreach (var id in batch.Ids)
            {
                copy.StartRow();
                copy.Write(target.Sink.Target, NpgsqlDbType.Text);
                copy.Write(id, NpgsqlDbType.Text);
                copy.Write(1, NpgsqlDbType.Integer);
                copy.Write(state, NpgsqlDbType.Text);
                copy.Write(TimeProvider.System.GetUtcNow().UtcDateTime, NpgsqlDbType.TimestampTz);
            }

            await copy.CompleteAsync(cancellationToken);
        }
    }

    private static string StateOf(ISink sink, PushOutcome outcome) => outcome switch
    {
        PushOutcome.Received => "sent",
        PushOutcome.Answered answered when answered.Verdicts.All(x => x.Kind is VerdictKind.Accepted or VerdictKind.Published) => "accepted",
        PushOutcome.Answered answered => throw new InvalidOperationException(
            $"{sink.Target}: {answered.Verdicts.First(x => x.Kind is not (VerdictKind.Accepted or VerdictKind.Published))}"),
        _ => throw new InvalidOperationException($"{sink.Target}: {outcome}"),
    };
}
