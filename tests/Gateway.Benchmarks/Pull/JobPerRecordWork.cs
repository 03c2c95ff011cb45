using Gateway.Benchmarks.Programs;

namespace Gateway.Benchmarks.Pull;

/// <summary>What the jobs of the baseline do, and when all of them have.</summary>
internal sealed class JobPerRecordWork(BenchDatabase database, RowSample sample, string upsert)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = sample.Rows.Count;

    public Task Done => _done.Task;

    public async Task UpsertAsync(int place)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        await sample.UpsertAsync(connection, upsert, sample.Rows[place], CancellationToken.None);
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _done.SetResult();
        }
    }
}
