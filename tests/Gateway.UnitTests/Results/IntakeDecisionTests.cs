using CsCheck;
using Gateway.Pipeline.Results;
using Xunit;

namespace Gateway.UnitTests.Results;

public sealed class IntakeDecisionTests
{
    private static readonly Gen<(string Id, int Version, byte Content)[]> Arrivals =
        Gen.Select(Gen.OneOf("A", "B", "C"), Gen.Int[1, 4], Gen.Byte[0, 2]).Array[0, 40];

    [Fact]
    public void A_batch_decides_as_its_items_would_one_by_one() => Arrivals.Sample(arrivals =>
    {
        var together = new IntakeDecision([]);
        var stored = new List<StoredVersion>();
        foreach (var (id, version, content) in arrivals)
        {
            var alone = new IntakeDecision(stored).Decide(id, version, [content]);
            Assert.Equal(alone, together.Decide(id, version, [content]));
            if (alone is IntakeOutcome.Created or IntakeOutcome.Corrected)
            {
                stored.Add(new StoredVersion(id, version, [content]));
            }
        }
    });

    [Fact]
    public void Whatever_arrives_versions_rise_and_a_version_has_one_content() => Arrivals.Sample(arrivals =>
    {
        var decision = new IntakeDecision([]);
        var contents = new Dictionary<(string, int), byte>();
        var highest = new Dictionary<string, int>();
        foreach (var (id, version, content) in arrivals)
        {
            switch (decision.Decide(id, version, [content]))
            {
                case IntakeOutcome.Created or IntakeOutcome.Corrected:
                    Assert.True(version > highest.GetValueOrDefault(id));
                    highest[id] = version;
                    contents.Add((id, version), content);
                    break;
                case IntakeOutcome.Same:
                    Assert.Equal(contents[(id, version)], content);
                    break;
                case IntakeOutcome.Conflict:
                    Assert.True(contents.TryGetValue((id, version), out var other) ? other != content : version < highest[id]);
                    break;
            }
        }
    });
}
