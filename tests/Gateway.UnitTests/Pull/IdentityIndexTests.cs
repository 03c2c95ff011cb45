using CsCheck;
using Gateway.Pipeline.Pull;
using Xunit;

namespace Gateway.UnitTests.Pull;

public sealed class IdentityIndexTests
{
    private static readonly Gen<List<(int Identity, int Content)>> Reads = Gen.Select(Gen.Int[0, 400], Gen.Int[0, 3]).List[0, 3_000];

    /// <summary>The open-addressing table against a dictionary that remembers everything.</summary>
    [Fact]
    public void Says_of_every_row_what_a_dictionary_would() =>
        Gen.Select(Gen.Int[0, 300], Reads).Sample((stored, rows) =>
        {
            var index = new IdentityIndex(0);
            var known = Enumerable.Range(0, stored).ToDictionary(x => x, x => x % 4);
            foreach (var (identity, content) in known)
            {
                index.AddStored(Hash(identity), Content(content));
            }

            var met = new Dictionary<int, int>();
            foreach (var (identity, content) in rows)
            {
                Assert.Equal(Expected(known, met, identity, content), index.Meet(Hash(identity), Content(content)));
                met.TryAdd(identity, content);
            }

            Assert.Equal(known.Keys.Except(met.Keys).Count(), index.StoredUnmet);
            Assert.All(known.Keys.Union(met.Keys), x => Assert.Equal(met.ContainsKey(x), index.WasMet(Hash(x))));
        });

    [Fact]
    public void Grows_beyond_what_was_expected_and_loses_nothing()
    {
        var index = new IdentityIndex(10);
        for (var i = 0; i < 50_000; i++)
        {
            Assert.Equal(Meeting.Unknown, index.Meet(Hash(i), Content(i)));
        }

        for (var i = 0; i < 50_000; i++)
        {
            Assert.Equal(Meeting.RepeatedSame, index.Meet(Hash(i), Content(i)));
        }
    }

    [Theory]
    [InlineData(long.MaxValue / 8)]
    [InlineData(3_000_000_000)]
    public void Takes_no_platforms_word_for_how_much_memory_it_needs(long announced)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var index = new IdentityIndex(0);
        index.Expect(announced);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: false) - before, 0, 120_000_000);
        Assert.Equal(Meeting.Unknown, index.Meet(Hash(1), Content(1)));
    }

    [Fact]
    public void Keeps_what_it_knew_when_room_is_made()
    {
        var index = new IdentityIndex(0);
        index.AddStored(Hash(1), Content(1));
        index.Meet(Hash(2), Content(2));
        index.Expect(100_000);
        Assert.Equal(Meeting.StoredSame, index.Meet(Hash(1), Content(1)));
        Assert.Equal(Meeting.RepeatedSame, index.Meet(Hash(2), Content(2)));
    }

    [Fact]
    public void Forgets_on_request()
    {
        var index = new IdentityIndex(0);
        index.AddStored(Hash(1), Content(1));
        index.Forget();
        Assert.Equal(0, index.StoredUnmet);
        Assert.Equal(Meeting.Unknown, index.Meet(Hash(1), Content(1)));
    }

    [Fact]
    public void Tells_long_identities_apart() =>
        Assert.NotEqual(IdentityIndex.HashOf(new string('甲', 200)), IdentityIndex.HashOf(new string('甲', 201)));

    private static Meeting Expected(Dictionary<int, int> stored, Dictionary<int, int> met, int identity, int content) =>
        met.TryGetValue(identity, out var first) ? first == content ? Meeting.RepeatedSame : Meeting.RepeatedOther
        : stored.TryGetValue(identity, out var old) ? old == content ? Meeting.StoredSame : Meeting.StoredOther
        : Meeting.Unknown;

    private static UInt128 Hash(int identity) => IdentityIndex.HashOf($"r{identity}");

    private static Guid Content(int content) => new(content + 1, 0, 0, new byte[8]);
}
