using System.Text.Json;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.County;

/// <summary>Why results were refused, and how many.</summary>
internal sealed record RefusalCount(string Problem, int Count, string FirstId);

/// <summary>What a call came to. <see cref="Sent"/> = the others together; results of areas given up are <see cref="Unsent"/>.</summary>
internal sealed record SubmitTotals(
    int Sent, int Taken, int Refused, int Unknown, int Unsent, int BadRefused, int BadTaken, int BadForAnotherReason, IReadOnlyList<RefusalCount> Problems)
{
    public bool AllAsExpected => Refused == 0 && Unknown == 0 && Unsent == 0 && BadTaken == 0;
}

/// <summary>Counts while several areas are sent at once.</summary>
internal sealed class SubmitSummary
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RefusalCount> _problems = [];
    private SubmitTotals _totals = new(0, 0, 0, 0, 0, 0, 0, 0, []);

    public SubmitTotals Totals
    {
        get
        {
            lock (_gate)
            {
                return _totals with { Problems = [.. _problems.Values.OrderByDescending(problem => problem.Count)] };
            }
        }
    }

    public void Good(string id, string outcome, IReadOnlyList<IntakeProblem> problems)
    {
        lock (_gate)
        {
            _totals = outcome switch
            {
                Expectation.Taken => _totals with { Sent = _totals.Sent + 1, Taken = _totals.Taken + 1 },
                Expectation.Refused => _totals with { Sent = _totals.Sent + 1, Refused = _totals.Refused + 1 },
                _ => _totals with { Sent = _totals.Sent + 1, Unknown = _totals.Unknown + 1 },
            };
            Note(id, problems);
        }
    }

    public void Bad(string id, string outcome, Defect defect, IReadOnlyList<IntakeProblem> problems)
    {
        lock (_gate)
        {
            _totals = _totals with { Sent = _totals.Sent + 1 };
            switch (outcome)
            {
                case Expectation.Taken:
                    _totals = _totals with { BadTaken = _totals.BadTaken + 1 };
                    Note(id, [new IntakeProblem("", defect.Name, "应拒收而未拒收 / taken, though it is bad")]);
                    break;
                case Expectation.Refused:
                    var named = problems.Any(problem => problem.Field.Contains(defect.Member, StringComparison.Ordinal));
                    _totals = _totals with
                    {
                        BadRefused = _totals.BadRefused + 1,
                        BadForAnotherReason = _totals.BadForAnotherReason + (named ? 0 : 1),
                    };
                    break;
                default:
                    _totals = _totals with { Unknown = _totals.Unknown + 1 };
                    Note(id, problems);
                    break;
            }
        }
    }

    public void Unsent(int count)
    {
        lock (_gate)
        {
            _totals = _totals with { Unsent = _totals.Unsent + count };
        }
    }

    public static void Print(SubmitTotals totals, bool json, TextWriter output)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(totals, JsonAnswer.Options));
            return;
        }

        output.WriteLine($"发送 {totals.Sent}，接收 {totals.Taken}，拒收 {totals.Refused}，无答复 {totals.Unknown}，未发送 {totals.Unsent} / sent, taken, refused, no answer, unsent");
        if (totals.BadRefused + totals.BadTaken > 0)
        {
            output.WriteLine($"不合格：拒收 {totals.BadRefused}（理由不符 {totals.BadForAnotherReason}），误收 {totals.BadTaken} / bad ones: refused (for another reason), taken");
        }

        foreach (var problem in totals.Problems.Take(20))
        {
            output.WriteLine($"  {problem.Count} × {problem.Problem}（{problem.FirstId}）");
        }
    }

    private void Note(string id, IReadOnlyList<IntakeProblem> problems)
    {
        foreach (var text in problems.Select(problem => problem.ToString()).Distinct())
        {
            _problems[text] = _problems.TryGetValue(text, out var before) ? before with { Count = before.Count + 1 } : new RefusalCount(text, 1, id);
        }
    }
}
