namespace Gateway.Sandbox.County;

/// <summary>A record that a target's ledger holds.</summary>
internal sealed record HeldRecord(string Id, string State, int Versions, string Digest);

/// <summary>
/// One target's ledger against what had to arrive. <see cref="Differing"/> arrived with another content than the contract derives, or
/// took effect more often than it was changed. Results that no answer came for may be there or not, and count nowhere but in <see cref="Open"/>.
/// </summary>
internal sealed record TargetComparison(string Target, int Expected, int Found, int Missing, int Unexpected, int Differing, int Open, IReadOnlyList<string> Examples)
{
    private const int MostExamples = 10;

    public bool IsEqual => Missing == 0 && Unexpected == 0 && Differing == 0;

    /// <summary><paramref name="liveState"/> is the state of a record that holds; any other is as if it were not there.</summary>
    public static TargetComparison Of(string target, string liveState, IEnumerable<Expectation> expectations, IEnumerable<HeldRecord> ledger)
    {
        var (expected, open) = (new Dictionary<string, Wanted>(), new HashSet<string>());
        foreach (var told in expectations.Where(x => x.Outcome != Expectation.Refused).GroupBy(x => (x.Area, x.Id)))
        {
            var final = told.Last();
            if (final.Outcome == Expectation.Unknown)
            {
                open.UnionWith(told.SelectMany(x => x.Targets[target].Records.Keys));
                continue;
            }

            // A platform may need a withdrawal and a new record for a correction: two changes.
            var most = (2 * told.Count()) - 1;
            foreach (var (id, digest) in final.Targets[target].Records)
            {
                expected[id] = new Wanted(digest, most);
            }
        }

        var (found, examples, unexpected, differing) = (0, new List<string>(), 0, 0);
        var missing = new HashSet<string>(expected.Keys);
        foreach (var held in ledger.Where(held => held.State == liveState))
        {
            if (expected.TryGetValue(held.Id, out var wanted))
            {
                found++;
                missing.Remove(held.Id);
                if (wanted.Digest != held.Digest || held.Versions > wanted.MostVersions)
                {
                    differing++;
                    examples.Add($"differs {held.Id}" + (held.Versions <= wanted.MostVersions ? "" : $" ({held.Versions} versions)"));
                }
            }
            else if (!open.Contains(held.Id))
            {
                unexpected++;
                examples.Add("unexpected " + held.Id);
            }
        }

        examples.AddRange(missing.Order(StringComparer.Ordinal).Take(MostExamples).Select(id => "missing " + id));
        return new TargetComparison(target, expected.Count, found, missing.Count, unexpected, differing, open.Count, [.. examples.Take(MostExamples)]);
    }

    private sealed record Wanted(string Digest, int MostVersions);
}
