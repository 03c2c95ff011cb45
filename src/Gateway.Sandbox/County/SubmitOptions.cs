using System.Globalization;

namespace Gateway.Sandbox.County;

/// <summary>What a call of <c>submit</c> sends, made from which data, and to whom.</summary>
internal sealed record SubmitOptions
{
    public const string KeyVariable = "SANDBOX_API_KEY_";

    public const string Help = """
        gateway-sandbox submit: the counties hand inspection results to a gateway (exit code 0: all were taken, and all bad ones refused).

          --to ADDRESS             the gateway, http://127.0.0.1:5080
          --results N              new results, over the areas in proportion to their subjects (default 100)
          --corrections N          then correct as many results of earlier calls: a higher version with another finding (default 0)
          --withdrawals N          and withdraw as many others (default 0)
          --penalties N            penalties of this call, over the areas (default 0)
          --licences N             licences of this call (default 0)
          --repairs N              credit repairs of as many of the penalties, right behind them (default 0)
          --data FOLDER            the sandbox's data folder: numbers (county.json) and expectations (expected.jsonl, of penalties and licences
                                   expected-records.jsonl) are kept there
          --seed N --subjects N --single-area CODE --enterprises CSV
                                   as the sandbox was started, so that the gateway knows subjects, matters and inspectors
          --key AREA=KEY           API key of an area, or in the environment: SANDBOX_API_KEY_610502=…
          --batch N                results a request (default 500, at most 1000)
          --all-codes              also codes that some target can't map (OtherViolation, Suspended)
          --bad-share SHARE        such a part is spoiled by one known defect each, and must be refused (default 0)
          --json                   the summary as JSON
        """;

    public Uri? To { get; init; }

    public int Results { get; init; } = 100;

    public int Corrections { get; init; }

    public int Withdrawals { get; init; }

    public int Penalties { get; init; }

    public int Licences { get; init; }

    public int Repairs { get; init; }

    public int Batch { get; init; } = 500;

    public bool AllCodes { get; init; }

    public double BadShare { get; init; }

    public bool Json { get; init; }

    /// <summary>The data that the results speak of.</summary>
    public SandboxOptions World { get; init; } = new();

    public IReadOnlyDictionary<string, string> Keys { get; init; } = new Dictionary<string, string>();

    public static SubmitOptions Parse(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var fromEnvironment = environment.Where(pair => pair.Key.StartsWith(KeyVariable, StringComparison.Ordinal) && pair.Value.Length > 0)
            .ToDictionary(pair => pair.Key[KeyVariable.Length..], pair => pair.Value);
        var options = OptionReader.Read(arguments, new SubmitOptions { Keys = fromEnvironment }, Flag, Option);
        if (options.To is null)
        {
            throw new ArgumentException("--to: the gateway's address is wanted");
        }

        CommandLine.Checked(options.World);
        return options;
    }

    private static SubmitOptions? Flag(SubmitOptions options, string name) => name switch
    {
        "--all-codes" => options with { AllCodes = true },
        "--json" => options with { Json = true },
        _ => null,
    };

    private static SubmitOptions? Option(SubmitOptions options, string name, string value) => name switch
    {
        "--to" => options with { To = OptionReader.Address(name, value) },
        "--results" => options with { Results = OptionReader.Number(name, value, 0, 10_000_000) },
        "--corrections" => options with { Corrections = OptionReader.Number(name, value, 0, 10_000_000) },
        "--withdrawals" => options with { Withdrawals = OptionReader.Number(name, value, 0, 10_000_000) },
        "--penalties" => options with { Penalties = OptionReader.Number(name, value, 0, 100_000) },
        "--licences" => options with { Licences = OptionReader.Number(name, value, 0, 100_000) },
        "--repairs" => options with { Repairs = OptionReader.Number(name, value, 0, 100_000) },
        "--batch" => options with { Batch = OptionReader.Number(name, value, 1, 1000) },
        "--bad-share" => options with { BadShare = Share(name, value) },
        "--key" => options with { Keys = WithKey(options.Keys, name, value) },
        "--data" or "--seed" or "--subjects" or "--single-area" or "--enterprises" =>
            options with { World = CommandLine.Apply(options.World, name, value) },
        _ => null,
    };

    private static Dictionary<string, string> WithKey(IReadOnlyDictionary<string, string> keys, string name, string value)
    {
        // The value is a secret: what is wrong with it is said without it.
        var at = value.IndexOf('=', StringComparison.Ordinal);
        return at == 6 && at + 1 < value.Length && Data.Area.Find(value[..6]) is not null
            ? new Dictionary<string, string>(keys) { [value[..6]] = value[7..] }
            : throw new ArgumentException($"{name}: AREA=KEY is wanted, with an area of the sandbox");
    }

    private static double Share(string name, string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share <= 1
            ? share
            : throw new ArgumentException($"{name} {value}: a part from 0 to 1 is wanted");
}
