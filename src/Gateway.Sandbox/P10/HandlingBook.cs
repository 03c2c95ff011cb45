using System.Text.Json;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P10;

/// <summary>A step of handling that was told, and how often.</summary>
internal sealed record TakenHandling(string LeadNo, int Place, string State, string DeptCode, string Text, string At, int Received);

/// <summary>The steps of handling by lead, in the order told; the same again is the same.</summary>
internal sealed class HandlingBook : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<TakenHandling>> _steps = new(StringComparer.Ordinal);
    private readonly Journal _journal;

    public HandlingBook(SandboxOptions options) => _journal = new Journal(Path.Combine(options.DataFolder, "p10-handling.jsonl"), line =>
        Put(line.Deserialize<TakenHandling>(JsonAnswer.Options) ?? throw new InvalidDataException("a step is null")));

    public IReadOnlyList<TakenHandling> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _steps.Values.SelectMany(steps => steps)];
            }
        }
    }

    public void Take(string leadNo, string state, string deptCode, string text, string at)
    {
        lock (_gate)
        {
            var steps = _steps.GetValueOrDefault(leadNo) ?? [];
            var before = steps.Find(step => (step.State, step.DeptCode, step.Text, step.At) == (state, deptCode, text, at));
            var step = before is null
                ? new TakenHandling(leadNo, steps.Count, state, deptCode, text, at, 1)
                : before with { Received = before.Received + 1 };
            Put(step);
            _journal.Append(JsonSerializer.SerializeToUtf8Bytes(step, JsonAnswer.Options));
            _journal.Flush();
        }
    }

    public void Dispose() => _journal.Dispose();

    private void Put(TakenHandling step)
    {
        if (!_steps.TryGetValue(step.LeadNo, out var steps))
        {
            _steps[step.LeadNo] = steps = [];
        }

        if (step.Place < steps.Count)
        {
            steps[step.Place] = step;
        }
        else
        {
            steps.Add(step);
        }
    }
}
