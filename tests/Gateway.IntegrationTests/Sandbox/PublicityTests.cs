using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>Profile 2: every refusal, receipts that come later, withdrawal, ledger.</summary>
public sealed class PublicityTests(SandboxSession session) : IClassFixture<SandboxSession>
{
    [Fact]
    public async Task Refuses_401_without_a_right_signature_in_its_time()
    {
        Assert.Equal(401, await StatusAsync("p2/spotcheck/receipt?batchNo=x", sign: "wrong"));
        Assert.Equal(401, await StatusAsync("p2/spotcheck/receipt?batchNo=x", skew: TimeSpan.FromSeconds(601)));
        Assert.Equal(401, await StatusAsync("p2/spotcheck/receipt?batchNo=x", skew: TimeSpan.FromSeconds(-601)));
        Assert.Equal(401, await StatusAsync("p2/spotcheck/receipt?batchNo=x", client: "someone"));
        Assert.Equal(404, await StatusAsync("p2/spotcheck/receipt?batchNo=x"));
    }

    [Fact]
    public async Task Counts_a_nonce_only_once_its_signature_was_right()
    {
        Assert.Equal(401, await StatusAsync("p2/spotcheck/receipt?batchNo=x", sign: "wrong", nonce: "n-1"));
        Assert.Equal(404, await StatusAsync("p2/spotcheck/receipt?batchNo=x", nonce: "n-1"));
        Assert.Equal(401, await StatusAsync("p2/spotcheck/receipt?batchNo=x", nonce: "n-1"));
    }

    [Fact]
    public async Task Refuses_400_for_a_bad_body_and_for_more_than_200_items()
    {
        foreach (var body in new[] { "x", "[]", """{"items":[{}]}""", """{"batchNo":"b-400","items":[]}""", """{"batchNo":"b-400","items":[1]}""" })
        {
            Assert.Equal(400, (await SendAsync("p2/spotcheck/batch", body)).Status);
        }

        Assert.Equal(400, (await BatchAsync("b-201", [.. Enumerable.Range(0, 201).Select(i => SampleRows.Item($"610502-many-{i}"))])).Status);
        Assert.Equal(400, (await SendAsync("p2/spotcheck/receipt")).Status);
        Assert.Equal(400, (await SendAsync("p2/spotcheck/withdraw", """{"CCJCID":"x","reason":""}""")).Status);
        Assert.Equal(400, (await SendAsync("p2/spotcheck/ledger?from=2026-11-01&to=bad&page=1")).Status);
    }

    [Fact]
    public async Task Takes_a_batch_number_again_with_the_same_content_and_refuses_409_with_other()
    {
        var first = await BatchAsync("b-409", SampleRows.Item("610502-409"));
        Assert.Equal((202, "RECEIVED"), (first.Status, first.Body.GetProperty("state").GetString()));
        Assert.Equal(202, (await BatchAsync("b-409", SampleRows.Item("610502-409"))).Status);
        Assert.Equal(409, (await BatchAsync("b-409", SampleRows.Item("610502-409").With("REGNO", "1"))).Status);
    }

    [Theory]
    [InlineData("ENTNAME", "", "3001")]
    [InlineData("ENTNAME", null, "3001")]
    [InlineData("REGNO", null, "3001")]
    [InlineData("CCJCID", "a1234567890123456789012345678901234567890123456789012345678901234", "3001")]
    [InlineData("UniCode", "91610500MA", "3001")]
    [InlineData("INSAUTH", "11610500MA20C1JK3R", "3001")]
    [InlineData("INSTYPE", "3", "3001")]
    [InlineData("INSDATE", "2026/11/20", "3001")]
    [InlineData("INSRES", "2", "3001")]
    [InlineData("INSRES", "1,1", "3001")]
    [InlineData("INSRES", "1,", "3001")]
    [InlineData("UniCode", "91610500MA0000007K", "3002")]
    [InlineData("UniCode", "12610502MA00000315", "3002")]
    [InlineData("UniCode", "92610502MA00000157", "0")]
    [InlineData("UniCode", "93610502MA0000023Y", "0")]
    [InlineData("INSRES", "10,1,F", "0")]
    public async Task Answers_each_item_in_the_receipt(string field, string? value, string code)
    {
        var batch = "b-" + Guid.CreateVersion7();
        await BatchAsync(batch, SampleRows.Item(batch).With(field, value));
        Assert.Equal("PROCESSING", (await ReceiptAsync(batch)).GetProperty("state").GetString());
        session.Clock.Advance(TimeSpan.FromSeconds(2));
        var receipt = await ReceiptAsync(batch);
        Assert.Equal("DONE", receipt.GetProperty("state").GetString());
        Assert.Equal(code, receipt.GetProperty("items")[0].GetProperty("code").GetString());
        Assert.Equal(code == "0" ? "PUBLISHED" : "REJECTED", receipt.GetProperty("items")[0].GetProperty("state").GetString());
        Assert.Equal(code == "0", receipt.GetProperty("items")[0].TryGetProperty("publicDate", out _));
    }

    [Fact]
    public async Task Publishes_once_withdraws_and_publishes_again()
    {
        await PublishAsync("b-p1", SampleRows.Item("610502-p"));
        await PublishAsync("b-p2", SampleRows.Item("610502-p"));
        Assert.Equal("3003", (await ReceiptAsync("b-p2")).GetProperty("items")[0].GetProperty("code").GetString());
        Assert.Equal("WITHDRAWN", (await WithdrawAsync("610502-p")).Body.GetProperty("state").GetString());
        Assert.Equal(200, (await WithdrawAsync("610502-p")).Status);
        Assert.Equal("WITHDRAWN", await StateAsync("610502-p"));
        await PublishAsync("b-p3", SampleRows.Item("610502-p").With("INSRES", "E"));
        Assert.Equal("PUBLISHED", await StateAsync("610502-p"));
    }

    [Fact]
    public async Task Refuses_withdrawals_4041_4091_and_4092()
    {
        var unknown = await WithdrawAsync("610502-nobody");
        Assert.Equal((404, "4041"), (unknown.Status, unknown.Body.GetProperty("code").GetString()));
        await BatchAsync("b-4091", SampleRows.Item("610502-4091"));
        var processing = await WithdrawAsync("610502-4091");
        Assert.Equal((409, "4091"), (processing.Status, processing.Body.GetProperty("code").GetString()));
        await PublishAsync("b-4092", SampleRows.Item("610502-4092").With("INSRES", "Z"));
        var rejected = await WithdrawAsync("610502-4092");
        Assert.Equal((409, "4092"), (rejected.Status, rejected.Body.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Keeps_batches_and_publications_over_a_restart_and_lists_them_with_digests()
    {
        await PublishAsync("b-r1", SampleRows.Item("610527-r"));
        await BatchAsync("b-r2", SampleRows.Item("610527-waiting"));
        await session.RestartAsync();
        Assert.Equal("PROCESSING", (await ReceiptAsync("b-r2")).GetProperty("state").GetString());
        Assert.Equal("0", (await ReceiptAsync("b-r1")).GetProperty("items")[0].GetProperty("code").GetString());
        var day = session.Clock.GetUtcNow().AddHours(8).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var ledger = (await SendAsync($"p2/spotcheck/ledger?insAuth={SampleRows.Organ}&from={day}&to={day}&page=1")).Body;
        var entry = ledger.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("CCJCID").GetString() == "610527-r");
        var text = $"610527-r|{SampleRows.Enterprise}|{SampleRows.Organ}|2026-11-20|1,A";
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), entry.GetProperty("digest").GetString());
        Assert.Equal(0, (await SendAsync($"p2/spotcheck/ledger?insAuth=none&from={day}&to={day}&page=1")).Body.GetProperty("total").GetInt32());
        session.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("DONE", (await ReceiptAsync("b-r2")).GetProperty("state").GetString());
    }

    private async Task<string> StateAsync(string id) =>
        (await session.LedgerAsync("p2")).Single(line => line.GetProperty("id").GetString() == id).GetProperty("state").GetString()!;

    private async Task PublishAsync(string batch, JsonObject item)
    {
        Assert.Equal(202, (await BatchAsync(batch, item)).Status);
        session.Clock.Advance(TimeSpan.FromSeconds(2));
    }

    private Task<(int Status, JsonElement Body)> BatchAsync(string batch, params JsonObject[] items) =>
        SendAsync("p2/spotcheck/batch", new JsonObject { ["batchNo"] = batch, ["items"] = new JsonArray([.. items.Select(item => item.DeepClone())]) });

    private async Task<JsonElement> ReceiptAsync(string batch) => (await SendAsync("p2/spotcheck/receipt?batchNo=" + batch)).Body;

    private Task<(int Status, JsonElement Body)> WithdrawAsync(string id) =>
        SendAsync("p2/spotcheck/withdraw", new { CCJCID = id, reason = "更正", basis = "内部审批" });

    private async Task<int> StatusAsync(string path, string? sign = null, TimeSpan skew = default, string? client = null, string? nonce = null) =>
        (await SendAsync(path, null, sign, skew, client, nonce)).Status;

    private async Task<(int Status, JsonElement Body)> SendAsync(
        string path, object? body = null, string? sign = null, TimeSpan skew = default, string? client = null, string? nonce = null)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path);
        var id = client ?? session.Options.ClientId;
        var time = session.Clock.GetUtcNow().Add(skew).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var once = nonce ?? Guid.CreateVersion7().ToString();
        request.Headers.Add("X-Client-Id", id);
        request.Headers.Add("X-Timestamp", time);
        request.Headers.Add("X-Nonce", once);
        request.Headers.Add("X-Signature", sign ?? ExchangeCaller.Sign(session.Options.ClientSecret, id + time + once));
        if (body is not null)
        {
            request.Content = SandboxSession.Json(body);
        }

        using var response = await session.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, SandboxSession.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }
}
