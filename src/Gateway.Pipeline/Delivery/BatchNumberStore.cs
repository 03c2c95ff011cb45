using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;

namespace Gateway.Pipeline.Delivery;

/// <summary>
/// Batch numbers, yyyyMMdd and five digits at least, counted per target and day. Taken in blocks outside the forming transaction, so
/// that processes don't wait for each other; a gap means nothing.
/// </summary>
public sealed class BatchNumberStore(NpgsqlDataSource database)
{
    private const int Block = 20;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _taken = new();

    public async Task<IReadOnlyList<string>> TakeAsync(string target, DateOnly day, int count, CancellationToken cancellationToken)
    {
        var prefix = day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var free = _taken.GetOrAdd(target, _ => new ConcurrentQueue<string>());
        var numbers = new List<string>(count);
        while (numbers.Count < count)
        {
            if (!free.TryDequeue(out var number))
            {
                var size = Math.Max(Block, count - numbers.Count);
                var last = await TakeBlockAsync(target, day, size, cancellationToken);
                for (var next = last - size + 1; next <= last; next++)
                {
                    free.Enqueue(prefix + next.ToString("D5", CultureInfo.InvariantCulture));
                }
            }
            else if (number.StartsWith(prefix, StringComparison.Ordinal))
            {
                numbers.Add(number);
            }
        }

        return numbers;
    }

    /// <summary>Gives back what was not used.</summary>
    public void Return(string target, IEnumerable<string> unused)
    {
        var free = _taken.GetOrAdd(target, _ => new ConcurrentQueue<string>());
        foreach (var number in unused)
        {
            free.Enqueue(number);
        }
    }

    private async Task<int> TakeBlockAsync(string target, DateOnly day, int size, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            insert into delivery_batch_no as n (target, day, taken) values ($1, $2, $3)
            on conflict on constraint delivery_batch_no_pk do update set taken = n.taken + $3
            returning taken
            """);
        command.Parameters.AddWithValue(target);
        command.Parameters.AddWithValue(day);
        command.Parameters.AddWithValue(size);
        return (int)(await command.ExecuteScalarAsync(cancellationToken) ?? throw new InvalidOperationException("未能取得批次号"));
    }
}
