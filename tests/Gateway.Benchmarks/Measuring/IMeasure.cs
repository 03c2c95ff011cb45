namespace Gateway.Benchmarks.Measuring;

/// <summary>Measures one thing or several that share their preparation.</summary>
internal interface IMeasure
{
    IReadOnlyList<string> Ids { get; }

    Task<IReadOnlyList<Measurement>> RunAsync(Bench bench, CancellationToken cancellationToken);
}

/// <summary>What every measure works with.</summary>
internal sealed record Bench(BenchOptions Options, BenchEnvironment Environment, string WorkFolder)
{
    public static void Say(string text) => Console.Error.WriteLine($"  {TimeProvider.System.GetLocalNow():HH:mm:ss} {text}");
}
