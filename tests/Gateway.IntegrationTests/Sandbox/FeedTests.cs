using System.Text.Json;
using Xunit;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>What the feeds serve, read over the wire and counted by the test's own eyes.</summary>
public sealed class FeedTests(SandboxSession session) : IClassFixture<SandboxSession>
{
    private const string Ever = "&mode=incremental&updated_from=2026-01-01%2000:00:00&updated_to=2027-01-01%2000:00:00";
    private readonly ExchangeCaller _caller = new(session);

    [Theory]
    [InlineData("matter")]
    [InlineData("subject")]
    [InlineData("inspector")]
    [InlineData("expert")]
    [InlineData("credit_grade")]
    [InlineData("plan")]
    public async Task Truth_counts_the_rows_and_repeats_that_are_served(string feed)
    {
        foreach (var area in new[] { "610500", "610503" })
        {
            var rows = await _caller.FullAsync(feed, area);
            var truth = await session.TruthAsync(area, feed);
            Assert.Equal(rows.Count, truth.GetProperty("rows").GetInt32());
            var groups = rows.GroupBy(row => Text(row, "record_unique_identity")).ToList();
            var exact = groups.Sum(group => group.Skip(1).Count(row => row.GetRawText() == group.First().GetRawText()));
            var other = groups.Sum(group => group.Skip(1).Count(row => row.GetRawText() != group.First().GetRawText()));
            Assert.Equal(exact, truth.GetProperty("repeated").GetInt32());
            Assert.True(exact > 0, "a feed holds exact repeats");
            var bad = truth.GetProperty("bad");
            Assert.Equal(other, bad.TryGetProperty("identity_repeated", out var repeated) ? repeated.GetInt32() : 0);
            Assert.All(bad.EnumerateObject(), reason => Assert.True(reason.Value.GetInt32() > 0, reason.Name));
            Assert.Equal(rows.Count, truth.GetProperty("good").GetInt32() + exact + bad.EnumerateObject().Sum(reason => reason.Value.GetInt32()));
        }
    }

    [Fact]
    public async Task Truth_counts_bad_subjects_by_their_reason()
    {
        var rows = await _caller.FullAsync("subject", "610502");
        var bad = (await session.TruthAsync("610502", "subject")).GetProperty("bad");
        string[] kinds = ["01", "02", "03", "04", "05", "06", "07", "11", "12", "13", "14", "15", "16", "17"];
        Assert.Equal(bad.GetProperty("name_missing").GetInt32(), rows.Count(row => string.IsNullOrWhiteSpace(Text(row, "subject_name"))));
        Assert.Equal(bad.GetProperty("kind_unknown").GetInt32(), rows.Count(row => !kinds.Contains(Text(row, "subject_kind"))));
        var wrongCodes = rows.Count(row => Text(row, "credential_type") == "001" && !CheckDigits.Uscc(Narrow(Text(row, "credential_code"))));
        Assert.Equal(bad.GetProperty("uscc_invalid").GetInt32(), wrongCodes);
        var wrongIds = rows.Count(row => Text(row, "credential_type") == "111" && !CheckDigits.Id(Text(row, "credential_code")));
        Assert.Equal(bad.GetProperty("id_invalid").GetInt32(), wrongIds);
        Assert.Equal(kinds, rows.Select(row => Text(row, "subject_kind")).Where(kinds.Contains).Distinct().Order());
    }

    [Fact]
    public async Task Orders_by_time_and_id_with_ties_over_every_page_border()
    {
        var rows = await _caller.FullAsync("subject", "610526", size: 100);
        var keys = rows.Select(row => (Text(row, "cd_time"), Text(row, "cd_id"))).ToList();
        Assert.Equal(keys.OrderBy(key => key.Item1, StringComparer.Ordinal).ThenBy(key => key.Item2, StringComparer.Ordinal), keys);
        var borders = Enumerable.Range(1, (rows.Count - 1) / 100).Count(page => keys[(page * 100) - 1].Item1 == keys[page * 100].Item1);
        Assert.True(borders > 2, $"{borders} borders inside a tie");
    }

    [Fact]
    public async Task Serves_the_same_rows_at_any_page_size()
    {
        var by1000 = await _caller.FullAsync("matter", "610528", size: 1000);
        var by7 = await _caller.FullAsync("matter", "610528", size: 7);
        Assert.Equal(by1000.Select(row => row.GetRawText()), by7.Select(row => row.GetRawText()));
    }

    [Fact]
    public async Task Shows_each_record_once_in_an_incremental_read()
    {
        var rows = await _caller.FullAsync("subject", "610581", more: Ever);
        Assert.Equal(rows.Count, rows.Select(row => Text(row, "record_unique_identity")).Distinct().Count());
        var middle = Text(rows[rows.Count / 2], "cd_time");
        var before = await _caller.FullAsync("subject", "610581", more: "&mode=incremental&updated_from=2026-01-01%2000:00:00&updated_to=" + Uri.EscapeDataString(middle));
        var after = await _caller.FullAsync("subject", "610581", more: "&mode=incremental&updated_from=" + Uri.EscapeDataString(middle));
        Assert.Equal(rows.Select(row => row.GetRawText()), before.Concat(after).Select(row => row.GetRawText()));
        Assert.All(before, row => Assert.True(string.CompareOrdinal(Text(row, "cd_time"), middle) < 0));
    }

    [Fact]
    public async Task Carries_older_and_sub_area_codes_inside_rows()
    {
        Assert.Contains(await _caller.FullAsync("subject", "610503"), row => Text(row, "area_number") == "610521");
        var city = (await _caller.FullAsync("subject", "610500")).Select(row => Text(row, "area_number")).ToHashSet();
        Assert.Superset(new HashSet<string> { "610500", "610501", "610592", "610593", "610594" }, city);
    }

    [Fact]
    public async Task Offers_matters_that_departments_share_and_some_that_are_not_in_force()
    {
        var rows = await _caller.FullAsync("matter", "610522");
        Assert.True(rows.GroupBy(row => Text(row, "supervise_object")).Count(group => group.Select(row => Text(row, "supervise_dept_code")).Distinct().Count() > 1) > 20);
        Assert.Contains(rows, row => Text(row, "task_state") == "0");
        Assert.Contains(rows, row => Text(row, "plan_effective_date").StartsWith("2099", StringComparison.Ordinal));
        Assert.Contains(rows, row => Text(row, "plan_cancel_date") == "2025-06-30");
        Assert.Contains(rows, row => !Text(row, "set_basis").Contains('条', StringComparison.Ordinal));
        Assert.Contains(rows, row => Text(row, "supervise_level") == "省");
    }

    private static string Text(JsonElement row, string column) => row.GetProperty(column).GetString()!;

    private static string Narrow(string text) => string.Concat(text.Select(c => c is >= '！' and <= '～' ? (char)(c - 0xFEE0) : c)).Trim();
}
