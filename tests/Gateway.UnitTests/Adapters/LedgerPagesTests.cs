using Gateway.Adapters.Failures;
using Gateway.Adapters.Sinks;
using Xunit;

namespace Gateway.UnitTests.Adapters;

/// <summary>
/// A ledger that is not whole is never a short one: what it does not show would be taken for missing and be published again.
/// Fails when a check is taken out of <see cref="LedgerPages.ReadAsync"/>.
/// </summary>
public sealed class LedgerPagesTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_page_by_page_to_the_total()
    {
        Assert.Equal(["a", "b", "c"], await ReadAsync(Page(3, "a", "b"), Page(3, "c")));
        Assert.Empty(await ReadAsync(Page(0)));
    }

    [Theory]
    [InlineData("ends early", "ledger_short")]
    [InlineData("total falls", "ledger_moved")]
    [InlineData("total rises", "ledger_moved")]
    [InlineData("a page comes twice", "ledger_repeats")]
    [InlineData("more than the total", "ledger_long")]
    [InlineData("no total", "bad_ledger")]
    [InlineData("an entry without identity", "bad_ledger")]
    public async Task A_ledger_that_is_not_whole_is_a_passing_failure(string how, string code)
    {
        LedgerPage[] pages = how switch
        {
            "ends early" => [Page(3, "a", "b"), Page(3)],
            "total falls" => [Page(3, "a", "b"), Page(2)],
            "total rises" => [Page(3, "a", "b"), Page(4, "c")],
            "a page comes twice" => [Page(4, "a", "b"), Page(4, "a", "b")],
            "more than the total" => [Page(1, "a", "b")],
            "no total" => [Page(long.MaxValue, "a")],
            _ => [Page(2, "a", "")],
        };
        Assert.Equal(code, (await Assert.ThrowsAsync<TransientFailure>(() => ReadAsync(pages))).Code);
    }

    private static LedgerPage Page(long total, params string[] ids) => new(total, [.. ids.Select(x => new LedgerEntry(x, LedgerState.InForce, ""))]);

    private static async Task<List<string>> ReadAsync(params LedgerPage[] pages)
    {
        var ids = new List<string>();
        await foreach (var entry in LedgerPages.ReadAsync((number, _) => Task.FromResult(pages[number - 1]), Cancelled))
        {
            ids.Add(entry.WireId);
        }

        return ids;
    }
}
