using System.Text.Json;
using Xunit;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>Data that move on demand: changes, shrunken reads, and both after a restart.</summary>
public sealed class FeedChangeTests(SandboxSession session) : IClassFixture<SandboxSession>
{
    private readonly ExchangeCaller _caller = new(session);

    [Fact]
    public async Task Moves_the_snapshot_and_shows_the_changes_in_incremental_reads_even_after_a_restart()
    {
        var before = await _caller.FullAsync("subject", "610524");
        var snapshot = await SnapshotAsync("610524");
        var truth = await session.TruthAsync("610524", "subject");
        var outcome = await session.ControlAsync(
            HttpMethod.Post, "_sandbox/change", new { area = "610524", feed = "subject", @new = 5, changed = 30, deleted = 4, late = 3, spoiled = 2, healed = 1, lateSeconds = 120 });
        Assert.Equal(30, outcome.GetProperty("changed").GetInt32());
        Assert.NotEqual(snapshot, await SnapshotAsync("610524"));

        var changed = await ChangedAsync("610524");
        Assert.Equal(["d", "i", "u"], changed.Select(row => Text(row, "cd_operation")).Distinct().Order());
        Assert.Equal(45, changed.Count);
        Assert.Equal(4, changed.Count(row => Text(row, "cd_operation") == "d" && Text(row, "subject_name").Length > 0));
        Assert.Equal(3, changed.Count(row => string.CompareOrdinal(Text(row, "cd_time"), "2026-11-23 11:58:30") < 0));
        Assert.Contains(changed.GroupBy(row => Text(row, "cd_time")), tie => tie.Count() > 1);

        var after = await _caller.FullAsync("subject", "610524");
        Assert.Equal(before.Count + 5 - 4, after.Count);
        var deleted = changed.Where(row => Text(row, "cd_operation") == "d").Select(row => Text(row, "record_unique_identity")).ToHashSet();
        Assert.DoesNotContain(after, row => deleted.Contains(Text(row, "record_unique_identity")));
        var moved = await session.TruthAsync("610524", "subject");
        Assert.Equal(truth.GetProperty("good").GetInt32() + 5 - 4 - 2 + 1, moved.GetProperty("good").GetInt32());
        Assert.Equal(after.Count, moved.GetProperty("rows").GetInt32());

        await session.RestartAsync();
        Assert.Equal(after.Select(row => row.GetRawText()), (await _caller.FullAsync("subject", "610524")).Select(row => row.GetRawText()));
        Assert.Equal(changed.Select(row => row.GetRawText()), (await ChangedAsync("610524")).Select(row => row.GetRawText()));
        Assert.Equal(moved.GetRawText(), (await session.TruthAsync("610524", "subject")).GetRawText());
    }

    [Fact]
    public async Task Shows_only_the_last_change_of_a_record()
    {
        var total = (await session.TruthAsync("610522", "expert")).GetProperty("good").GetInt32();
        foreach (var _ in Enumerable.Range(0, 3))
        {
            await session.ControlAsync(HttpMethod.Post, "_sandbox/change", new { area = "610522", feed = "expert", changed = 1000 });
        }

        var rows = await _caller.FullAsync("expert", "610522", more: "&mode=incremental&updated_from=2026-01-01%2000:00:00");
        Assert.Equal(rows.Count, rows.Select(row => Text(row, "record_unique_identity")).Distinct().Count());
        // All good ones but the two that a repeat follows, which changes leave alone.
        Assert.Equal(total - 2, rows.Count(row => Text(row, "cd_operation") == "u"));
    }

    [Fact]
    public async Task Shrinks_a_full_read_and_undoes_it()
    {
        var all = await _caller.FullAsync("inspector", "610525", size: 50);
        await ShrinkAsync(60, "percent");
        Assert.Equal(all.Count * 60 / 100, (await _caller.FullAsync("inspector", "610525", size: 50)).Count);
        await ShrinkAsync(0, "percent");
        Assert.Empty(await _caller.FullAsync("inspector", "610525", size: 50));
        await ShrinkAsync(100, "firstPage");
        Assert.Equal((all.Count, 50, 0), (await TotalAsync(1), await RowsAsync(1), await RowsAsync(2)));
        await ShrinkAsync(100, "duplicatePages");
        Assert.Equal(await FirstAsync(1), await FirstAsync(2));
        await ShrinkAsync(100, "none");
        Assert.Equal(all.Select(row => row.GetRawText()), (await _caller.FullAsync("inspector", "610525", size: 50)).Select(row => row.GetRawText()));
    }

    [Fact]
    public async Task Refuses_an_order_it_does_not_understand()
    {
        foreach (var body in new object[] { new { area = "1", feed = "subject" }, new { area = "610502", feed = "x" }, new { area = "610502", feed = "subject", newer = 1 } })
        {
            using var response = await session.Http.PostAsync("_sandbox/change", SandboxSession.Json(body), TestContext.Current.CancellationToken);
            Assert.Equal(400, (int)response.StatusCode);
        }
    }

    private Task<JsonElement> ShrinkAsync(int keepPercent, string mode) =>
        session.ControlAsync(HttpMethod.Post, "_sandbox/shrink", new { area = "610525", feed = "inspector", keepPercent, mode });

    private async Task<JsonElement> PageAsync(int page) =>
        (await _caller.CallAsync("s_610000_inspector", $"?area_number=610525&mode=full&page_num={page}&page_size=50")).GetProperty("data");

    private async Task<int> TotalAsync(int page) => (await PageAsync(page)).GetProperty("total").GetInt32();

    private async Task<int> RowsAsync(int page) => (await PageAsync(page)).GetProperty("rows").GetArrayLength();

    private async Task<string> FirstAsync(int page) => Text((await PageAsync(page)).GetProperty("rows")[0], "cd_id");

    private async Task<string> SnapshotAsync(string area) =>
        (await _caller.CallAsync("s_610000_subject", $"?area_number={area}&mode=full&page_num=1&page_size=1")).GetProperty("data").GetProperty("snapshot_id").GetString()!;

    private Task<List<JsonElement>> ChangedAsync(string area) =>
        _caller.FullAsync("subject", area, more: "&mode=incremental&updated_from=2026-11-01%2000:00:00");

    private static string Text(JsonElement row, string column) => row.GetProperty(column).GetString()!;
}
