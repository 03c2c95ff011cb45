using Gateway.Benchmarks.Programs;
using Gateway.Pipeline.Results;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Benchmarks.Delivery;

/// <summary>A county hands in a little now and then; how long do the targets take that are well?</summary>
/// <param name="ill">The target that is not.</param>
internal sealed class Trickle(IServiceProvider services, BenchDatabase database, string ill)
{
    private const int ResultsARound = 25;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly SyntheticResults _synthetic = new();

    /// <returns>The 95th percentile, in milliseconds, from intake to the end at every other target.</returns>
    public async Task<double> RunAsync(int rounds, CancellationToken cancellationToken)
    {
        var from = await database.ScalarAsync<long>("select coalesce(max(delivery_id), 0) from delivery", cancellationToken);
        for (var round = 0; round < rounds; round++)
        {
            await StoreAsync(ResultsARound, cancellationToken);
            await Task.Delay(Pause, cancellationToken);
        }

        await EndAsync(cancellationToken);
        return await database.ScalarAsync<double>(
            $"""
            select percentile_cont(0.95) within group (order by extract(epoch from ended_at - created_at) * 1000)
            from delivery where delivery_id > {from} and target <> '{ill}'
            """,
            cancellationToken);
    }

    /// <summary>Until nothing is open at the others.</summary>
    public Task EndAsync(CancellationToken cancellationToken) =>
        database.UntilAsync($"select count(*) = 0 from delivery where target <> '{ill}' and state in ('queued', 'sent')", cancellationToken);

    public async Task StoreAsync(int count, CancellationToken cancellationToken)
    {
        var intake = services.GetRequiredService<ResultIntake>();
        var outcomes = await intake.StoreAsync(SandboxProgram.Area, "rest", [.. _synthetic.Make(count)], cancellationToken);
        if (outcomes.FirstOrDefault(x => x is not IntakeOutcome.Created) is { } other)
        {
            throw new InvalidOperationException($"a synthetic result was not stored: {other}");
        }
    }
}
