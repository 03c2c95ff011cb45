using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Contracts.Results;
using Gateway.Pipeline.Results;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Host;

/// <summary>The answers of the intake contract, row by row, over real HTTP.</summary>
public sealed class IntakeApiTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    // R19. Fails when CountyKeys knows the current key only: a county that still sends the old one while the new one is brought in is refused.
    [Fact]
    public async Task While_a_key_is_exchanged_the_old_and_the_new_one_hand_in_for_the_same_county()
    {
        foreach (var (key, id) in new[] { (GatewayServer.PreviousKeyOf("610502"), "K-old"), (GatewayServer.KeyOf("610502"), "K-new") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/results")
            {
                Content = new StringContent(Encoding.UTF8.GetString(CanonicalResult.Bytes(ResultSamples.Result(id))), Encoding.UTF8, "application/json"),
            };
            request.Headers.Add("X-Api-Key", key);
            using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_new_result_is_201_the_same_again_200_other_content_409_a_lower_version_409_a_higher_201()
    {
        Assert.Equal(HttpStatusCode.Created, await PostAsync(Json(ResultSamples.Result("T-1", 2))));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Json(ResultSamples.Result("T-1", 2))));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(Json(ResultSamples.Result("T-1", 2) with { ActionName = "改" })));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(Json(ResultSamples.Result("T-1", 1))));
        using var put = await server.SendAsync(HttpMethod.Put, "/api/v1/results/T-1", Json(ResultSamples.Result("T-1", 5)));
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        using var other = await server.SendAsync(HttpMethod.Put, "/api/v1/results/T-2", Json(ResultSamples.Result("T-1", 6)));
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
    }

    [Fact]
    public async Task An_array_is_207_with_an_outcome_an_item_and_the_good_ones_are_taken()
    {
        var array = $"[{Json(ResultSamples.Result("A-1"))},{{\"nonsense\":1}},{Json(ResultSamples.Result("A-2") with { Results = [] })},{Json(ResultSamples.Result("A-3"))}]";
        using var answer = await server.SendAsync(HttpMethod.Post, "/api/v1/results", array);
        Assert.Equal(HttpStatusCode.MultiStatus, answer.StatusCode);
        var items = (await GatewayServer.BodyAsync(answer)).EnumerateArray().Select(x => x.GetProperty("status").GetInt32());
        Assert.Equal([201, 400, 400, 201], items);
        using var state = await server.SendAsync(HttpMethod.Get, "/api/v1/results/A-3");
        Assert.Equal(HttpStatusCode.OK, state.StatusCode);
        Assert.NotEmpty((await GatewayServer.BodyAsync(state)).GetProperty("targets").EnumerateArray());
    }

    [Fact]
    public async Task More_than_1000_results_or_10_MiB_are_413()
    {
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync($"[{string.Join(',', Enumerable.Repeat("{}", 1001))}]"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync($"[\"{new string('a', 10 * 1024 * 1024)}\"]"));
    }

    [Fact]
    public async Task Depth_numbers_and_lengths_have_their_limits_and_spoil_only_their_own_item()
    {
        var deep = new string('[', 5_000) + new string(']', 5_000);
        var good = Json(ResultSamples.Result("L-1"));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(good.Replace("\"method\"", $"\"x\":{deep},\"method\"", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync($"[{deep}]"));
        var long1 = Json(ResultSamples.Result("L-2") with { ActionName = new string('长', 201), Details = new string('x', 4_001) });
        var long2 = Json(ResultSamples.Result("L-3") with { Inspectors = [.. Enumerable.Repeat(new ResultInspector("张样例", "61050001"), 10_000)] });
        var long3 = Json(ResultSamples.Result("L-4") with { Matters = [.. Enumerable.Repeat(ResultSamples.Result("L-4").Matters![0], 100)] });
        using var answer = await server.SendAsync(HttpMethod.Post, "/api/v1/results", $"[{long1},{good},{long2},{long3},42,[],\"text\"]");
        var items = await GatewayServer.BodyAsync(answer);
        Assert.Equal([400, 201, 400, 400, 400, 400, 400], items.EnumerateArray().Select(x => x.GetProperty("status").GetInt32()));
        Assert.Equal(["/actionName", "/details"], items[0].GetProperty("errors").EnumerateArray().Select(x => x.GetProperty("field").GetString()));
    }

    [Theory, InlineData("gzip"), InlineData("br"), InlineData("deflate")]
    public async Task A_compressed_body_is_refused_unopened(string encoding)
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(new byte[200 << 20]);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/results") { Content = new ByteArrayContent(packed.ToArray()) };
        request.Headers.Add("X-Api-Key", GatewayServer.KeyOf(ResultSamples.Area));
        request.Content.Headers.ContentType = new("application/json");
        request.Content.Headers.ContentEncoding.Add(encoding);
        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task A_body_of_unsaid_length_is_cut_at_the_same_limit()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/results") { Content = new StringContent($"[\"{new string('a', 11 << 20)}\"]") };
        request.Headers.Add("X-Api-Key", GatewayServer.KeyOf(ResultSamples.Area));
        request.Headers.TransferEncodingChunked = true;
        request.Content.Headers.ContentType = new("application/json");
        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_bad_result_names_every_field_in_chinese_and_repeats_nothing_of_it()
    {
        var bad = ResultSamples.Result("B-1") with { ActionName = "", Form = "09", EnteredBy = "保密姓名" };
        using var answer = await server.SendAsync(HttpMethod.Post, "/api/v1/results", Json(bad));
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("/actionName", text, StringComparison.Ordinal);
        Assert.Contains("/form", text, StringComparison.Ordinal);
        Assert.DoesNotContain("保密姓名", text, StringComparison.Ordinal);
        Assert.DoesNotContain("保密姓名", server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_sees_and_writes_its_own_county_only()
    {
        Assert.Equal(HttpStatusCode.Created, await PostAsync(Json(ResultSamples.Result("K-1"))));
        using var foreign = await server.SendAsync(HttpMethod.Post, "/api/v1/results", Json(ResultSamples.Result("K-2")), area: "610503");
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using var unseen = await server.SendAsync(HttpMethod.Get, "/api/v1/results/K-1", area: "610503");
        Assert.Equal(HttpStatusCode.NotFound, unseen.StatusCode);
        using var list = await server.SendAsync(HttpMethod.Get, "/api/v1/checklists/610502", area: "610503");
        Assert.Equal(HttpStatusCode.Forbidden, list.StatusCode);
        using var nobody = await server.SendAsync(HttpMethod.Get, "/api/v1/results/K-1", area: null);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        using var status = await server.SendAsync(HttpMethod.Get, "/api/v1/status", area: "610503");
        Assert.Equal("610503", (await GatewayServer.BodyAsync(status)).GetProperty("area").GetString());
    }

    [Fact]
    public async Task An_idempotency_key_gets_the_first_answer_again_and_takes_no_other_request()
    {
        using var first = await server.SendAsync(HttpMethod.Post, "/api/v1/results", Json(ResultSamples.Result("I-1")), idempotencyKey: "one");
        using var again = await server.SendAsync(HttpMethod.Post, "/api/v1/results", Json(ResultSamples.Result("I-1")), idempotencyKey: "one");
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal(
            await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var other = await server.SendAsync(HttpMethod.Post, "/api/v1/results", Json(ResultSamples.Result("I-2")), idempotencyKey: "one");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
    }

    [Fact]
    public async Task A_classified_ground_is_refused_and_left_nowhere()
    {
        var secret = JsonNode.Parse(Json(ResultSamples.Exempt("S-1")))!;
        secret["exemption"]!["ground"] = "国家秘密";
        secret["actionName"] = "绝密行动";
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(secret.ToJsonString()));
        using var state = await server.SendAsync(HttpMethod.Get, "/api/v1/results/S-1");
        Assert.Equal(HttpStatusCode.NotFound, state.StatusCode);
        Assert.DoesNotContain("绝密行动", server.Log, StringComparison.Ordinal);
    }

    private static string Json(InspectionResult result) => System.Text.Encoding.UTF8.GetString(CanonicalResult.Bytes(result));

    private async Task<HttpStatusCode> PostAsync(string json)
    {
        using var answer = await server.SendAsync(HttpMethod.Post, "/api/v1/results", json);
        return answer.StatusCode;
    }
}
