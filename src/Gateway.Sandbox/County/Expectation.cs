using System.Text.Json;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.County;

/// <summary>
/// A line of <c>expected.jsonl</c>: one result that was sent or withdrawn, what the gateway said, and what has to be where from then on. A later
/// line of the same result takes the place of an earlier one, unless it was refused.
/// </summary>
/// <param name="Call">Which call of <c>submit</c> made it, from 1.</param>
/// <param name="Defect">Why it has to be refused; null for a valid one.</param>
/// <param name="Outcome"><c>taken</c>, <c>refused</c>, or <c>unknown</c> where no answer came.</param>
/// <param name="Withdrawn">Taken back: nothing of it may be held anywhere.</param>
internal sealed record Expectation(
    string Id, string Area, int Version, int Call, string? Defect, string Outcome, IReadOnlyDictionary<string, TargetExpectation> Targets, bool Withdrawn = false)
{
    public const string Taken = "taken";
    public const string Refused = "refused";
    public const string Unknown = "unknown";
}

/// <summary>The file that every call appends to, so that it speaks of all results of a data folder.</summary>
internal sealed class ExpectationFile(string folder, string name = ExpectationFile.Results)
{
    public const string Results = "expected.jsonl";

    /// <summary>Penalties and licences.</summary>
    public const string Records = "expected-records.jsonl";

    private readonly string _path = Path.Combine(folder, name);
    private readonly Lock _gate = new();

    public void Append(IEnumerable<Expectation> lines)
    {
        lock (_gate)
        {
            File.AppendAllLines(_path, lines.Select(line => JsonSerializer.Serialize(line, JsonAnswer.Options)));
        }
    }

    public bool Exists => File.Exists(_path);

    public IEnumerable<Expectation> Read() => File.Exists(_path)
        ? File.ReadLines(_path).Select(line => JsonSerializer.Deserialize<Expectation>(line, JsonAnswer.Options)
            ?? throw new InvalidDataException($"{_path}: a line is null"))
        : throw new FileNotFoundException($"{_path}: nothing was submitted from this folder");
}
