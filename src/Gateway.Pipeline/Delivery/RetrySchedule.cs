namespace Gateway.Pipeline.Delivery;

/// <summary>When a failed batch is tried again, a receipt asked for again, and new batches formed while others fail. Pure.</summary>
public sealed class RetrySchedule(DeliveryOptions options)
{
    /// <summary>The wait after a failed attempt; <see langword="null"/> when retries are spent.</summary>
    /// <param name="attempts">Attempts made so far, this one included.</param>
    /// <param name="retryAfter">What the platform asked for: never come earlier.</param>
    /// <param name="luck">0 to 1.</param>
    public TimeSpan? After(int attempts, TimeSpan? retryAfter, double luck)
    {
        if (attempts > options.RetryDelays.Count)
        {
            return null;
        }

        var planned = options.RetryDelays[Math.Max(attempts, 1) - 1] * (1 + (options.Jitter * luck));
        return retryAfter > planned ? retryAfter : planned;
    }

    /// <summary>The wait before a receipt is asked for again: half as long again each time.</summary>
    public TimeSpan NextReceipt(TimeSpan first, int polls)
    {
        var factor = Math.Pow(1.5, Math.Min(polls, 30));
        var wait = first * Math.Min(factor, 1e6);
        return wait < options.LongestReceiptInterval ? wait : options.LongestReceiptInterval;
    }

    /// <summary>
    /// How long after a failure no new batch is formed for the same platform and area: the more batches already fail, the longer. A dead
    /// platform so holds a handful of batches, and one poisonous batch costs the others seconds.
    /// </summary>
    public TimeSpan FormingPause(int failingBatches) =>
        failingBatches <= 0 || options.RetryDelays.Count == 0
            ? TimeSpan.Zero
            : options.RetryDelays[Math.Min(failingBatches, Math.Min(5, options.RetryDelays.Count)) - 1];
}
