namespace Gateway.Pipeline.Delivery;

/// <summary>When a failed batch is tried again, and a receipt asked for again. Pure.</summary>
public sealed class RetrySchedule(DeliveryOptions options)
{
    /// <summary>The wait after a failed attempt; <see langword="null"/> when retries are spent.</summary>
    /// <param name="attempts">Attempts made so far, this one included.</param>
    /// <param name="retryAfter">What the platform asked for: never come earlier, up to a bound that keeps nobody waiting for ever.</param>
    /// <param name="luck">0 to 1.</param>
    public TimeSpan? After(int attempts, TimeSpan? retryAfter, double luck)
    {
        if (attempts > options.RetryDelays.Count)
        {
            return null;
        }

        var planned = options.RetryDelays[Math.Max(attempts, 1) - 1] * (1 + (options.Jitter * luck));
        return Later(planned, retryAfter);
    }

    /// <summary>The wait before a receipt is asked for again: half as long again each time.</summary>
    public TimeSpan NextReceipt(TimeSpan first, int polls)
    {
        var factor = Math.Pow(1.5, Math.Min(polls, 30));
        var wait = first * Math.Min(factor, 1e6);
        return wait < options.LongestReceiptInterval ? wait : options.LongestReceiptInterval;
    }

    /// <summary>The wait before a receipt is asked for again after asking failed: by the same plan, and not before the platform wants.</summary>
    public TimeSpan NextReceipt(TimeSpan first, int polls, TimeSpan? retryAfter) => Later(NextReceipt(first, polls), retryAfter);

    private TimeSpan Later(TimeSpan planned, TimeSpan? asked)
    {
        var bounded = asked < options.Gate.LongestRetryAfter ? asked : asked is null ? null : options.Gate.LongestRetryAfter;
        return bounded > planned ? bounded.Value : planned;
    }
}
