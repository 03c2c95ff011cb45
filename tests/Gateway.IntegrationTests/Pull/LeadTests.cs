using System.Globalization;
using System.Net.Http.Json;
using Gateway.Contracts;
using Gateway.Pipeline.Protection;
using Gateway.Pipeline.Pull;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Pull;

/// <summary>
/// Leads of the hotline through the whole gateway.
/// Fails when <c>since</c> is taken for exclusive (the ties of the cursor's second are lost), when leads of other areas are stored, when a full read ends
/// older leads, or when a lead's content lies somewhere in clear.
/// </summary>
public sealed class LeadTests(PullSandbox sandbox, PostgresFixture postgres) : IClassFixture<PullSandbox>
{
    private const string Area = "610527";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Leads_of_the_area_are_read_over_all_pages_and_no_others()
    {
        await using var gateway = await StartAsync();
        var counters = await gateway.PullDoneAsync(Area, Feed.Lead);
        var leads = await LeadsAsync();
        Assert.True(leads.Count > 50 * 4, "more than a page, of several areas");
        Assert.Equal(leads.Count(x => x.Area == Area && x.Content.Length > 0), counters.New);
        Assert.Equal(counters.New, (await gateway.StatusAsync(Area, Feed.Lead)).Stored);
        Assert.Equal(0, (await gateway.PullDoneAsync(Area, Feed.Lead)).New);
    }

    [Fact]
    public async Task What_came_in_the_cursors_own_second_is_not_missed_and_a_shorter_full_read_ends_nothing()
    {
        await using var gateway = await StartAsync(overlap: "0s");
        await gateway.PullDoneAsync(Area, Feed.Lead);
        var last = (await LeadsAsync()).Where(x => x.Area == Area).MaxBy(x => x.ReceivedAt, StringComparer.Ordinal)!;
        var late = last with { LeadNo = "12345-tie-" + Guid.CreateVersion7(), Content = "同一秒的另一条线索（合成）" };
        await AddAsync(late);
        Assert.Equal(1, (await gateway.PullDoneAsync(Area, Feed.Lead)).New);

        await AddAsync(late with { LeadNo = "12345-bad-" + Guid.CreateVersion7(), Content = "" });
        Assert.Equal(1, (await gateway.PullDoneAsync(Area, Feed.Lead)).Quarantined);
        Assert.Equal(1, (await gateway.StatusAsync(Area, Feed.Lead)).Quarantine[ReasonCodes.ContentMissing]);

        var stored = (await gateway.StatusAsync(Area, Feed.Lead)).Stored;
        var replayed = await gateway.Get<ReplayJob>().RunAsync(Area, Feed.Lead, Cancelled);
        Assert.IsType<PullOutcome.Completed>(replayed);
        Assert.Equal(stored, (await gateway.StatusAsync(Area, Feed.Lead)).Stored);
    }

    [Fact]
    public async Task A_full_read_that_goes_back_less_ends_no_lead()
    {
        await using var gateway = await StartAsync(fullDays: "1");
        await AddAsync(new Lead("12345-old-" + Guid.CreateVersion7(), "媒体", Area, null, null, "今日线索（合成）", Now(), "2099-12-31"));
        await gateway.PullDoneAsync(Area, Feed.Lead);
        await gateway.ScalarAsync<long>(
            "with kept as (insert into lead (area, identity, lead_no, content_sealed, received_at, content_hash, run_id) "
            + $"values ('{Area}', 'older', 'older', '\\x00', '2020-01-01', gen_random_uuid(), 0) returning 1) select count(*) from kept");
        var full = await gateway.PullDoneAsync(Area, Feed.Lead, full: true);
        Assert.Equal(0, full.DeletedByAbsence);
        Assert.Equal(1L, await gateway.ScalarAsync<long>($"select count(*) from lead where area = '{Area}' and identity = 'older'"));
    }

    [Fact]
    public async Task What_was_told_is_sealed()
    {
        await using var gateway = await StartAsync();
        const string canary = "举报人电话13900001234";
        await AddAsync(new Lead("12345-canary-" + Guid.CreateVersion7(), "12345", Area, "样例个人", "11010519491231002X", canary, Now(), "2099-12-31"));
        await gateway.PullDoneAsync(Area, Feed.Lead);
        var clear = await gateway.ScalarAsync<string>($"select string_agg(t::text, ' ') from lead t where area = '{Area}'");
        Assert.DoesNotContain("13900001234", clear, StringComparison.Ordinal);
        Assert.DoesNotContain("11010519491231002X", clear, StringComparison.Ordinal);
        Assert.DoesNotContain("样例个人", clear, StringComparison.Ordinal);
        Assert.DoesNotContain("13900001234", gateway.Logs.Text, StringComparison.Ordinal);
        var opened = await gateway.ScalarAsync<byte[]>($"select content_sealed from lead where area = '{Area}' and lead_no like '12345-canary-%'");
        Assert.Equal(canary, System.Text.Encoding.UTF8.GetString(gateway.Get<FieldCipher>().Unprotect(opened)));
    }

    [Theory]
    [InlineData("html")]
    [InlineData("truncated")]
    [InlineData("empty")]
    [InlineData("503")]
    [InlineData("reset-after")]
    public async Task A_passing_fault_is_read_through(string kind)
    {
        await using var gateway = await StartAsync();
        await sandbox.FaultAsync(new { kind, profile = "p10", skip = 1, count = 1 });
        await gateway.PullDoneAsync(Area, Feed.Lead);
        Assert.Equal(1, await sandbox.ClearFaultsAsync());
    }

    [Theory]
    [InlineData("code", "401", "peer_401")]
    [InlineData("code", "400", "peer_400")]
    [InlineData("code", "7", "peer_7")]
    [InlineData("garbage", null, null)]
    public async Task A_lasting_one_fails_with_words(string kind, string? code, string? expected)
    {
        await using var gateway = await StartAsync();
        await sandbox.FaultAsync(new { kind, code, profile = "p10" });
        var failed = Assert.IsType<PullOutcome.Failed>(await gateway.PullAsync(Area, Feed.Lead));
        await sandbox.ClearFaultsAsync();
        if (expected is not null)
        {
            Assert.Equal(expected, failed.Code);
        }

        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", failed.Message);
    }

    private static string Now() => TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static HttpClient Http() => new(new SocketsHttpHandler());

    private async Task AddAsync(Lead lead)
    {
        using var http = Http();
        using var answer = await http.PostAsJsonAsync(new Uri(sandbox.Address, "_sandbox/lead"), lead, Cancelled);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    private async Task<List<Lead>> LeadsAsync()
    {
        using var http = Http();
        return (await http.GetFromJsonAsync<List<Lead>>(new Uri(sandbox.Address, "_sandbox/leads"), Cancelled))!;
    }

    private Task<GatewayUnderTest> StartAsync(string overlap = "10m", string fullDays = "3650") => GatewayUnderTest.StartAsync(postgres, sandbox.Address, values =>
    {
        var feed = $"Gateway:Counties:{Area}:Feeds:Lead:";
        values[feed + "Profile"] = "hotline";
        values[feed + "Cron"] = "*/10 * * * *";
        values[feed + "FullCron"] = "0 3 1 * *";
        values[feed + "Overlap"] = overlap;
        values["Gateway:Profiles:Hotline:FullDays"] = fullDays;
        values["Gateway:Profiles:Hotline:Transport:RetryDelay"] = "20ms";
    });

    private sealed record Lead(
        string LeadNo, string Channel, string Area, string? SubjectName, string? SubjectCode, string Content, string ReceivedAt, string Deadline);
}
