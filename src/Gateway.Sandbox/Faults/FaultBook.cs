namespace Gateway.Sandbox.Faults;

/// <summary>The faults in force, first come first asked.</summary>
internal sealed class FaultBook
{
    private readonly Lock _gate = new();
    private volatile FaultRule[] _rules = [];
    private int _lastId;

    public FaultBook(SandboxOptions options)
    {
        foreach (var area in options.GbkAreas)
        {
            Add(new FaultOrder("gbk", Profile: "p1", Query: $"area_number={area}"));
        }
    }

    public IReadOnlyList<FaultRule> Rules => _rules;

    public FaultRule Add(FaultOrder order)
    {
        lock (_gate)
        {
            var rule = new FaultRule(++_lastId, order);
            _rules = [.. _rules, rule];
            return rule;
        }
    }

    public void Remove(int? id)
    {
        lock (_gate)
        {
            _rules = id is null ? [] : [.. _rules.Where(rule => rule.Id != id)];
        }
    }

    public FaultRule? For(HttpRequest request)
    {
        foreach (var rule in _rules)
        {
            if (rule.Strikes(request))
            {
                return rule;
            }
        }

        return null;
    }
}
