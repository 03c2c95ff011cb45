using System.Net;
using System.Text;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Mappings;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Rest.Sinks;
using Gateway.Adapters.Sinks;
using Xunit;

namespace Gateway.UnitTests.Adapters.Rest;

/// <summary>
/// What an answer to a push means: success is read from the body, by the profile's lists; whatever says nothing valid may have been taken.
/// Fails when <c>OutcomeRules.OfCode</c> takes a code in no list for success, or <c>VerdictReader</c> a row without a code.
/// </summary>
public sealed class PushAnswerTests
{
    private const string Taken = """{"code":"0","batch":"B1","rows":[{"id":"a","c":"1"},{"id":"b","c":"9","m":"字段缺失"}]}""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Taken, "a Accepted 1; b Rejected 9 字段缺失")]
    [InlineData("""{"code":"0","batch":"B1","rows":[{"id":"a","c":"77"}]}""", "a Unknown 77")]
    [InlineData("""{"code":"0","batch":"B1","rows":{"id":"a","c":"1"}}""", "a Accepted 1")]
    [InlineData("""{"code":"0","batch":"B1"}""", "transient no_receipts lost")]
    [InlineData("""{"code":"0","batch":"B1","rows":[]}""", "transient no_receipts lost")]
    [InlineData("""{"code":"0","batch":"B2","rows":[{"id":"a","c":"1"}]}""", "transient other_batch lost")]
    [InlineData("""{"rows":[{"id":"a","c":"1"}]}""", "transient peer_none lost")]
    [InlineData("""{"code":"12345","message":"?"}""", "transient peer_12345 lost")]
    [InlineData("""{"code":"9","message":"整批不合格"}""", "refused 9 整批不合格")]
    [InlineData("""{"code":"4"}""", "transient peer_4 lost")]
    [InlineData("""{"code":"5"}""", "transient peer_5")]
    [InlineData("""{"code":"6"}""", "permanent peer_6")]
    [InlineData("""{"code":"7"}""", "permanent peer_7")]
    [InlineData("系统维护中", "transient peer_text")]
    [InlineData("""{"code":"0","message":"系统维护中","rows":[{"id":"a","c":"1"}]}""", "transient peer_0")]
    [InlineData("<html><body>维护</body></html>", "transient html lost")]
    [InlineData("", "transient empty lost")]
    [InlineData("""{"code":"0","batch":"B1","rows":[{"id":"a",""", "transient truncated lost")]
    [InlineData("not json", "transient truncated lost")]
    [InlineData("""[1,2]""", "transient peer_none lost")]
    public async Task An_answer_means_what_the_profile_says(string body, string expected) =>
        Assert.Equal(expected, await ComesOfAsync(new StubPeer((_, _) => StubPeer.Json(body))));

    [Theory]
    [InlineData(500, "transient http_500 lost")]
    [InlineData(429, "transient http_429")]
    [InlineData(302, "transient http_302")]
    [InlineData(404, "permanent http_404")]
    [InlineData(409, "refused http_409 编号已有")]
    [InlineData(422, "refused 9 整批不合格")]
    public async Task A_status_means_what_it_usually_does_unless_the_profile_says_otherwise(int status, string expected) => Assert.Equal(
        expected,
        await ComesOfAsync(new StubPeer((_, _) => StubPeer.Json(
            status == 409 ? """{"message":"编号已有"}""" : """{"code":"9","message":"整批不合格"}""", (HttpStatusCode)status))));

    [Fact]
    public async Task Gbk_under_a_utf8_header_is_read()
    {
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding("GBK")!.GetBytes(Taken);
        Assert.Equal("a Accepted 1; b Rejected 9 字段缺失", await ComesOfAsync(new StubPeer((_, _) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(gbk) })));
    }

    [Fact]
    public async Task A_refused_time_is_corrected_by_the_platform_s_clock_and_signed_again_once()
    {
        List<string> times = [];
        var peer = new StubPeer((request, _) =>
        {
            times.Add(request.Headers.GetValues("X-Time").Single());
            var answer = StubPeer.Json(times.Count == 1 ? """{"code":"8"}""" : Taken);
            answer.Headers.Date = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_600_000);
            return answer;
        });
        Assert.Equal("a Accepted 1; b Rejected 9 字段缺失", await ComesOfAsync(peer));
        Assert.Equal(["1700000000000", "1700000600000"], times);

        var never = new StubPeer((_, _) => StubPeer.Json("""{"code":"8"}"""));
        Assert.Equal("transient peer_8", await ComesOfAsync(never));
        Assert.Equal(2, never.Calls.Count);
    }

    [Fact]
    public async Task A_stale_token_is_renewed_twice_at_most()
    {
        var tokens = 0;
        var peer = new StubPeer((request, _) => request.RequestUri!.AbsolutePath.EndsWith("token", StringComparison.Ordinal)
            ? StubPeer.Json($$"""{"code":"0","data":{"token":"t{{++tokens}}","ttl":3600} }""")
            : StubPeer.Json(request.Headers.Authorization!.Parameter == "t2" ? Taken : """{"code":"7"}"""));
        Assert.Equal("a Accepted 1; b Rejected 9 字段缺失", await ComesOfAsync(peer, Options(token: true)));
        Assert.Equal(2, tokens);

        var refusing = new StubPeer((request, _) => request.RequestUri!.AbsolutePath.EndsWith("token", StringComparison.Ordinal)
            ? StubPeer.Json($$"""{"code":"0","data":{"token":"x{{++tokens}}","ttl":3600} }""") : StubPeer.Json("""{"code":"7"}"""));
        Assert.Equal("permanent peer_7", await ComesOfAsync(refusing, Options(token: true)));
        Assert.Equal(6, refusing.Calls.Count);
    }

    [Theory]
    [InlineData("""{"code":"7","message":"密钥不对"}""", "permanent token_peer_7")]
    [InlineData("""{"code":"9"}""", "permanent token_9")]
    [InlineData("""{"code":"0","data":{"token":""}}""", "transient token_malformed")]
    [InlineData("""{"code":"0","data":{"token":"t","ttl":"bald"}}""", "transient token_malformed")]
    [InlineData("<html/>", "transient html")]
    public async Task A_token_that_does_not_come_is_no_success(string answer, string expected) =>
        Assert.Equal(expected, await ComesOfAsync(new StubPeer((_, _) => StubPeer.Json(answer)), Options(token: true)));

    [Fact]
    public async Task An_answer_that_can_t_be_opened_is_no_success()
    {
        var options = Options(cipher: new() { Kind = CipherKind.Sm4Ecb, KeyForm = KeyForm.Hex, Data = "data" });
        Assert.Equal(
            "transient undecipherable lost", await ComesOfAsync(new StubPeer((_, _) => StubPeer.Json("""{"code":"0","data":"AAAA"}""")), options));
        Assert.Equal("refused 9 整批不合格", await ComesOfAsync(new StubPeer((_, _) => StubPeer.Json("""{"code":"9","message":"整批不合格"}""")), options));
    }

    [Theory]
    [InlineData("<r><code>0</code><batch>B1</batch><rows><id>a</id><c>1</c></rows><rows><id>b</id><c>9</c><m>缺失</m></rows></r>", "a Accepted 1; b Rejected 9 缺失")]
    [InlineData("<r><code>0</code><rows><id>a</id>", "transient truncated lost")]
    [InlineData("<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><r><code>&e;</code></r>", "transient truncated lost")]
    [InlineData("<html><body/></html>", "transient html lost")]
    [InlineData("", "transient empty lost")]
    [InlineData("维护", "transient truncated lost")]
    public async Task Xml_is_read_as_json_is(string body, string expected) => Assert.Equal(
        expected, await ComesOfAsync(new StubPeer((_, _) => StubPeer.Json(body)), Options(decoder: AnswerDecoder.Xml)));

    [Fact]
    public async Task Rows_that_a_platform_names_only_when_it_refuses_them_are_taken_where_the_profile_says_so()
    {
        var options = Options(verdicts: new() { OthersRejected = true, Unlisted = UnlistedRows.Accepted });
        Assert.Equal("b Rejected 坏; a Accepted 0", await ComesOfAsync(
            new StubPeer((_, _) => StubPeer.Json("""{"code":"0","rows":[{"id":"b","c":"坏"}]}""")), options));
        Assert.Equal("a Accepted 0; b Accepted 0", await ComesOfAsync(new StubPeer((_, _) => StubPeer.Json("""{"code":"0"}""")), options));
    }

    private static async Task<string> ComesOfAsync(StubPeer peer, RestOptions? options = null)
    {
        var sink = RestSink.Make(peer.Platform(options ?? Options()), "stub", (options ?? Options()).Targets["default"]);
        var batch = new PushBatch(
            new BatchStamp("B1", new DateTime(2026, 11, 3)), DeliveryOperation.Insert, Encoding.UTF8.GetBytes("""[{"id":"a"},{"id":"b"}]"""), ["a", "b"]);
        try
        {
            return await sink.PushAsync(batch, Cancelled) switch
            {
                PushOutcome.Answered answered => string.Join("; ", answered.Verdicts.Select(x => $"{x.WireId} {x.Kind} {x.Code} {x.Message}".TrimEnd())),
                PushOutcome.RefusedWhole refused => $"refused {refused.Code} {refused.Message}".TrimEnd(),
                var other => other.GetType().Name,
            };
        }
        catch (TransientFailure e)
        {
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", e.Message);
            return $"transient {e.Code}" + (e.AnswerLost ? " lost" : "");
        }
        catch (PermanentFailure e)
        {
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", e.Message);
            return $"permanent {e.Code}";
        }
    }

    private static RestOptions Options(
        bool token = false, CipherOptions? cipher = null, AnswerDecoder? decoder = null, VerdictOptions? verdicts = null) => new()
        {
            BaseAddress = new Uri("https://stub.invalid/api"),
            AppId = "demo",
            AppSecret = "s3cret",
            CipherKey = "00112233445566778899aabbccddeeff",
            Signer = token
                ? new() { Kind = SignerKind.Bearer }
                : new() { Kind = SignerKind.Sha256, Input = "{timestamp}{appSecret}", Headers = new() { ["X-Time"] = "{timestamp}", ["X-Sign"] = "{sign}" } },
            Token = token ? new() { Call = new() { Method = "POST", Path = "token" }, ExpiresIn = "data.ttl" } : null,
            Cipher = cipher ?? new(),
            Answer = new()
            {
                Decoder = decoder, Code = "code", Message = "message", Batch = "batch", Receipts = "rows", Id = "id", RowCode = "c", RowMessage = "m",
            },
            Outcomes = new()
            {
                Success = ["0"], Empty = ["4"], RefuseWhole = ["9"], Retry = ["5"], Final = ["6"], StaleSecret = ["7"], Expired = ["8"],
                Texts = new() { ["系统维护中"] = Outcome.Retry },
                Statuses = new() { ["409"] = Outcome.RefuseWhole, ["422"] = Outcome.Body },
            },
            Transport = new() { ReadRetries = 0 },
            Targets =
            {
                ["default"] = new()
                {
                    Rows = RowKind.Result, Id = "id", Columns = { ["id"] = FieldRule.Rename("id") }, Push = new() { Method = "POST", Path = "push", Body = "{rows}" },
                    Verdicts = verdicts ?? new() { Accepted = ["1"], Rejected = ["9"] },
                },
            },
        };
}
