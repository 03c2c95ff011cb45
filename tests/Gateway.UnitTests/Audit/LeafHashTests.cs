using System.Reflection;
using Gateway.Pipeline.Audit;
using Xunit;

namespace Gateway.UnitTests.Audit;

public sealed class LeafHashTests
{
    private static readonly Guid Id = new("0195f3a0-1111-7222-8333-444455556666");
    private static readonly DateTimeOffset At = new(2026, 3, 1, 8, 30, 0, 123, TimeSpan.Zero);

    /// <summary>Hashes lie in databases: another form would make every entry look altered.</summary>
    [Fact]
    public void Its_form_does_not_change() => Assert.Equal(
        PinnedHash, Convert.ToHexStringLower(LeafHash.Of(Id, At, "pull.step", "610502", "run:12", """{"新增":3}""")));

    [Fact]
    public void No_two_entries_share_it()
    {
        string?[] texts = ["", "a", "ab", "b"];
        var hashes = (from kind in texts
                      from area in texts.Append(null)
                      from subject in texts
                      from detail in texts
                      select Convert.ToHexString(LeafHash.Of(Id, At, kind, area, subject, detail))).ToList();
        hashes.Add(Convert.ToHexString(LeafHash.Of(Id, At.AddTicks(10), "", "", "", "")));
        Assert.Equal(hashes.Count, hashes.Distinct().Count());
    }

    [Fact]
    public void Every_kind_has_a_name_for_operators()
    {
        var kinds = typeof(AuditKinds).GetFields(BindingFlags.Public | BindingFlags.Static).Where(x => x.IsLiteral).Select(x => (string)x.GetRawConstantValue()!).ToList();
        Assert.NotEmpty(kinds);
        Assert.Equal(kinds.Count, kinds.Distinct().Count());
        Assert.All(kinds, x => Assert.NotEqual(x, AuditKinds.Label(x)));
    }

    private const string PinnedHash = "42c67d1a0798d45136444c025a4267b274a964408dc0e20a58732cf52166ec8f";
}
