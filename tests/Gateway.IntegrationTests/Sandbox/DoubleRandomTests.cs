using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>Profile 4: signature, tasks by cursor, results, withdrawal, ledger.</summary>
public sealed class DoubleRandomTests(SandboxSession session) : IClassFixture<SandboxSession>
{
    [Fact]
    public async Task Refuses_40001_without_a_right_signature_within_five_minutes()
    {
        Assert.Equal(40001, Code(await SendAsync("tasks?area=610502", sign: "0")));
        Assert.Equal(40001, Code(await SendAsync("tasks?area=610502", skewSeconds: 301)));
        Assert.Equal(40001, Code(await SendAsync("tasks?area=610502", skewSeconds: -301)));
        Assert.Equal(0, Code(await SendAsync("tasks?area=610502", skewSeconds: 299)));
    }

    [Fact]
    public async Task Refuses_40002_for_wrong_parameters()
    {
        Assert.Equal(40002, Code(await SendAsync("tasks?area=6105")));
        Assert.Equal(40002, Code(await SendAsync("check-results", "{}")));
        Assert.Equal(40002, Code(await SendAsync("check-results", "[]")));
        Assert.Equal(40002, Code(await SendAsync("check-results", "x")));
        Assert.Equal(40002, Code(await SendAsync("check-results", new JsonArray([.. Enumerable.Range(0, 101).Select(i => SampleRows.CheckResult($"610502-{i}"))]))));
        Assert.Equal(40002, Code(await SendAsync("check-results/ledger?area=610502&from=2026-11-01&to=x&page=1")));
    }

    [Fact]
    public async Task Walks_tasks_by_cursor_and_shows_new_ones_to_the_last_cursor()
    {
        var truth = await session.TruthAsync("610502", "task");
        var (tasks, cursor) = await WalkAsync("610502", "");
        Assert.Equal(truth.GetProperty("rows").GetInt32(), tasks.Count);
        Assert.Equal(truth.GetProperty("bad").GetProperty("name_missing").GetInt32(), tasks.Count(task => string.IsNullOrWhiteSpace(task.GetProperty("taskName").GetString())));
        Assert.Empty((await WalkAsync("610502", cursor)).Tasks);
        await session.ControlAsync(HttpMethod.Post, "_sandbox/change", new { area = "610502", feed = "task", @new = 3, changed = 2 });
        Assert.Equal(5, (await WalkAsync("610502", cursor)).Tasks.Count);
        Assert.Equal(40003, Code(await SendAsync("tasks?area=610502&cursor=abc")));
        Assert.Equal(40003, Code(await SendAsync("tasks?area=610503&cursor=" + cursor)));
        Assert.Equal(0, (await SendAsync("tasks?area=610999")).GetProperty("data").GetProperty("tasks").GetArrayLength());
    }

    [Theory]
    [InlineData("subjectCode", "91610500MA0000007K")]
    [InlineData("subjectName", "")]
    [InlineData("deptCode", "1")]
    [InlineData("checkDate", "2026/11/20")]
    [InlineData("disposal", "5")]
    [InlineData("id", "")]
    public async Task Refuses_an_item_with_state_0(string field, string value) =>
        Assert.Equal(0, await StateAsync("check-results", SampleRows.CheckResult("610502-bad").With(field, value)));

    [Fact]
    public async Task Refuses_results_that_are_empty_doubled_or_unknown()
    {
        foreach (var results in new[] { new JsonArray(), new JsonArray("01", "01"), new JsonArray("1"), new JsonArray("15") })
        {
            Assert.Equal(0, await StateAsync("check-results", SampleRows.CheckResult("610502-bad").With("results", results)));
        }

        Assert.Equal(0, await StateAsync("check-results", SampleRows.CheckResult("610502-bad").With("inspectors", new JsonArray())));
        Assert.Equal(1, await StateAsync("check-results", SampleRows.CheckResult("610502-no-task").With("taskCode", null)));
    }

    [Fact]
    public async Task Takes_replaces_withdraws_and_lists_over_a_restart()
    {
        var item = SampleRows.CheckResult("610582-1");
        Assert.Equal(1, await StateAsync("check-results", item));
        Assert.Equal(1, await StateAsync("check-results", item.With("results", new JsonArray("02"))));
        Assert.Equal(0, await StateAsync("check-results/withdraw", new JsonObject { ["id"] = "610582-none", ["reason"] = "错" }));
        Assert.Equal(1, await StateAsync("check-results/withdraw", new JsonObject { ["id"] = "610582-1", ["reason"] = "错" }));
        Assert.Equal(1, await StateAsync("check-results/withdraw", new JsonObject { ["id"] = "610582-1", ["reason"] = "错" }));
        await session.RestartAsync();
        var data = (await SendAsync("check-results/ledger?area=610582&from=2026-11-20&to=2026-11-20&page=1")).GetProperty("data");
        Assert.Equal(1, data.GetProperty("total").GetInt32());
        Assert.Equal("WITHDRAWN", data.GetProperty("rows")[0].GetProperty("state").GetString());
        var text = $"610582-1|{SampleRows.Enterprise}|{SampleRows.Organ}|2026-11-20|02";
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), data.GetProperty("rows")[0].GetProperty("digest").GetString());
        Assert.Equal(1, await StateAsync("check-results", item));
        Assert.Equal(1, await StateAsync("credit-records", SampleRows.CreditRecord()));
        Assert.Equal(0, await StateAsync("credit-records", SampleRows.CreditRecord().With("recordDate", "")));
    }

    private async Task<(List<JsonElement> Tasks, string Cursor)> WalkAsync(string area, string cursor)
    {
        var tasks = new List<JsonElement>();
        while (true)
        {
            var data = (await SendAsync($"tasks?area={area}&cursor={cursor}")).GetProperty("data");
            tasks.AddRange(data.GetProperty("tasks").EnumerateArray());
            cursor = data.GetProperty("cursor").GetString()!;
            if (!data.GetProperty("more").GetBoolean())
            {
                return (tasks, cursor);
            }
        }
    }

    private async Task<int> StateAsync(string path, JsonObject item) =>
        (await SendAsync(path, new JsonArray(item.DeepClone()))).GetProperty("data")[0].GetProperty("state").GetInt32();

    private async Task<JsonElement> SendAsync(string path, object? body = null, string? sign = null, int skewSeconds = 0)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, "p4/api/v1/" + path);
        var time = (session.Clock.GetUtcNow().ToUnixTimeSeconds() + skewSeconds).ToString(CultureInfo.InvariantCulture);
        var right = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(time + session.Options.PaasToken + "nonce" + time)));
        request.Headers.Add("x-tif-paasid", session.Options.PaasId);
        request.Headers.Add("x-tif-timestamp", time);
        request.Headers.Add("x-tif-nonce", "nonce");
        request.Headers.Add("x-tif-signature", sign ?? right);
        request.Content = body is null ? null : SandboxSession.Json(body);
        using var response = await session.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        return SandboxSession.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static int Code(JsonElement answer) => answer.GetProperty("errcode").GetInt32();
}
