using System.Text.Json;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.County;

/// <summary>Options of <c>compare</c>.</summary>
internal sealed record CompareOptions
{
    public const string Help = """
        gateway-sandbox compare: do the platforms hold what the submitted results have to leave there? (exit code 0: exactly that)

          --sandbox ADDRESS        the running sandbox
          --data FOLDER            its data folder, with expected.jsonl
          --areas TARGET=CODES     the areas (610500,610502,…) whose inspection rows go to the target: p1 (all unless told), p5, p6, p7 (none unless
                                   told); an area may go to several
          --json                   the comparison as JSON
        """;

    public Uri? Sandbox { get; init; }

    public string DataFolder { get; init; } = new SandboxOptions().DataFolder;

    /// <summary>By target that takes inspection rows, the areas that it serves.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Areas { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public bool Json { get; init; }

    public static CompareOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = OptionReader.Read(
            arguments,
            new CompareOptions(),
            (read, name) => name == "--json" ? read with { Json = true } : null,
            (read, name, value) => name switch
            {
                "--sandbox" => read with { Sandbox = OptionReader.Address(name, value) },
                "--data" => read with { DataFolder = value },
                "--areas" => read with { Areas = new Dictionary<string, IReadOnlyList<string>>(read.Areas) { [RowTarget(name, value)] = AreasOf(name, value) } },
                _ => null,
            });
        return options.Sandbox is not null ? options : throw new ArgumentException("--sandbox: the sandbox's address is wanted");
    }

    private static string RowTarget(string name, string value) => value.Split('=')[0] is "p1" or "p5" or "p6" or "p7"
        ? value.Split('=')[0]
        : throw new ArgumentException($"{name} {value}: p1, p5, p6 or p7 is wanted before the =");

    private static string[] AreasOf(string name, string value) =>
        value.Split('=') is [_, { } codes] && codes.Split(',', StringSplitOptions.RemoveEmptyEntries) is var areas && areas.All(x => Data.Area.Find(x) is not null)
            ? areas
            : throw new ArgumentException($"{name} {value}: TARGET=CODE,CODE,… is wanted");
}

/// <summary>Reads the ledgers and holds them against the expectations of a data folder.</summary>
internal sealed class CompareRun(CompareOptions options, HttpClient http)
{
    /// <summary>The kind of record that a result becomes at a target, and the state in which it holds there.</summary>
    private static readonly Dictionary<string, (string Kind, string Live)> Held = new()
    {
        ["p1"] = ("result", "TAKEN"),
        ["p2"] = ("spotcheck", "PUBLISHED"),
        ["p3"] = ("check", "0"),
        ["p4"] = ("check-result", "TAKEN"),
    };

    public async Task<IReadOnlyList<TargetComparison>> RunAsync(CancellationToken cancellationToken)
    {
        var results = new ExpectationFile(options.DataFolder).Read().ToList();
        var comparisons = new List<TargetComparison>();
        foreach (var target in Targets.Names)
        {
            var (kind, live) = Held[target];
            var served = options.Areas.TryGetValue(target, out var areas) ? results.Where(x => areas.Contains(x.Area)) : results;
            comparisons.Add(TargetComparison.Of(target, live, served, await LedgerAsync(target, kind, cancellationToken)));
        }

        // Other ways for the same inspection rows: what profile 1 would have to hold, these have to.
        foreach (var (target, areas) in options.Areas.Where(x => x.Key != "p1").OrderBy(x => x.Key, StringComparer.Ordinal))
        {
            var (kind, live) = Held["p1"];
            var expected = results.Where(x => areas.Contains(x.Area))
                .Select(x => x with { Targets = new Dictionary<string, TargetExpectation> { [target] = x.Targets["p1"] } });
            comparisons.Add(TargetComparison.Of(target, live, expected, await LedgerAsync(target, kind, cancellationToken)));
        }

        var records = new ExpectationFile(options.DataFolder, ExpectationFile.Records);
        if (records.Exists)
        {
            var expected = records.Read().ToList();
            foreach (var kind in new[] { "penalty", "licence" })
            {
                comparisons.Add(TargetComparison.Of(
                    "p3-" + kind, "0", expected.Where(x => x.Targets.ContainsKey("p3-" + kind)), await LedgerAsync("p3", kind, cancellationToken)));
            }
        }

        return comparisons;
    }

    private async Task<IEnumerable<HeldRecord>> LedgerAsync(string profile, string kind, CancellationToken cancellationToken)
    {
        var text = await http.GetStringAsync($"_sandbox/ledger/{profile}?kind={kind}", cancellationToken);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<HeldLine>(line, JsonAnswer.Options) ?? throw new InvalidDataException("a line of the ledger is null"))
            .Select(line => new HeldRecord(line.Id, line.State, line.Versions, line.Digest));
    }

    public static void Print(IReadOnlyList<TargetComparison> comparisons, bool json, TextWriter output)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(comparisons, JsonAnswer.Options));
            return;
        }

        foreach (var one in comparisons)
        {
            output.WriteLine($"{one.Target}：应到 {one.Expected}，已到 {one.Found}，缺少 {one.Missing}，多出 {one.Unexpected}，内容不符 {one.Differing}，未定 {one.Open}"
                + " / expected, found, missing, unexpected, differing, open");
            foreach (var example in one.Examples)
            {
                output.WriteLine("  " + example);
            }
        }
    }

    private sealed record HeldLine(string Kind, string Id, string State, int Versions, int Received, string Digest);
}
