namespace Gateway.Benchmarks.Measuring;

/// <summary>The servers and programs to measure with, as deploy/bench hands them over.</summary>
internal sealed record BenchEnvironment(
    string Postgres, string? Rabbit, string? RabbitHttp, string Output, string Psql, string Sandbox, string Gateway)
{
    private const string Prefix = "GATEWAY_BENCH_";

    /// <exception cref="ArgumentException">Something is missing: all of it is named.</exception>
    public static BenchEnvironment Read()
    {
        string[] needed = ["POSTGRES", "OUTPUT", "PSQL", "SANDBOX", "GATEWAY"];
        var missing = needed.Where(x => Of(x) is null).Select(x => Prefix + x).ToList();
        return missing.Count == 0
            ? new BenchEnvironment(
                Of("POSTGRES") ?? "", Of("RABBIT"), Of("RABBIT_HTTP"), Of("OUTPUT") ?? "", Of("PSQL") ?? "", Of("SANDBOX") ?? "", Of("GATEWAY") ?? "")
            : throw new ArgumentException($"{string.Join(", ", missing)}: 未设置，请通过 deploy/bench 运行 / not set, run deploy/bench");
    }

    private static string? Of(string name) => Environment.GetEnvironmentVariable(Prefix + name) is { Length: > 0 } value ? value : null;
}
