using System.Diagnostics;

namespace Gateway.Testing;

/// <summary>Waits for a condition, never for a time.</summary>
public static class Until
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    public static async Task TrueAsync(string what, TimeSpan limit, Func<CancellationToken, Task<bool>> condition, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition(cancellationToken))
        {
            if (clock.Elapsed > limit)
            {
                throw new TimeoutException($"Not within {limit.TotalSeconds:0.#} s: {what}");
            }

            await Task.Delay(_pause, cancellationToken);
        }
    }

    public static Task TrueAsync(string what, TimeSpan limit, Func<bool> condition, CancellationToken cancellationToken) =>
        TrueAsync(what, limit, _ => Task.FromResult(condition()), cancellationToken);
}
