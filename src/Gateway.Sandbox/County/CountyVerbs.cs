using System.Collections;

namespace Gateway.Sandbox.County;

/// <summary>The verbs of the counties' side. Exit codes: 0 as it has to be, 1 not so, 2 wrong use.</summary>
public static class CountyVerbs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>Whether the first argument is one of them.</summary>
    public static bool Has(string verb) => verb is "submit" or "compare";

    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, TimeProvider clock, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        string[] options = [.. arguments.Skip(1)];
        if (options.Contains("--help") || options.Contains("-h"))
        {
            await output.WriteLineAsync(arguments[0] == "submit" ? SubmitOptions.Help : CompareOptions.Help);
            return 0;
        }

        try
        {
            return arguments[0] == "submit"
                ? await SubmitAsync(SubmitOptions.Parse(options, Environment()), clock, output, error, cancellationToken)
                : await CompareAsync(CompareOptions.Parse(options), output, cancellationToken);
        }
        catch (ArgumentException wrongUse)
        {
            await error.WriteLineAsync(wrongUse.Message);
            return 2;
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException)
        {
            await error.WriteLineAsync(failure.Message);
            return 1;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await error.WriteLineAsync("已中断 / interrupted");
            return 1;
        }
    }

    private static async Task<int> SubmitAsync(
        SubmitOptions options, TimeProvider clock, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        using var http = Client(options.To);
        var progress = options.Json ? TextWriter.Null : TextWriter.Synchronized(error);
        var totals = await new SubmitRun(options, http, clock, progress).RunAsync(cancellationToken);
        SubmitSummary.Print(totals, options.Json, output);
        return totals.AllAsExpected ? 0 : 1;
    }

    private static async Task<int> CompareAsync(CompareOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        using var http = Client(options.Sandbox);
        var comparisons = await new CompareRun(options, http).RunAsync(cancellationToken);
        CompareRun.Print(comparisons, options.Json, output);
        return comparisons.All(one => one.IsEqual) ? 0 : 1;
    }

    private static HttpClient Client(Uri? address) => new(new SocketsHttpHandler()) { BaseAddress = address, Timeout = Patience };

    private static Dictionary<string, string> Environment() => System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .ToDictionary(pair => (string)pair.Key, pair => pair.Value as string ?? "");
}
