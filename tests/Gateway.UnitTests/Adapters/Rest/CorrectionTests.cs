using System.Text;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Mappings;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Rest.Sinks;
using Gateway.Adapters.Sinks;
using Xunit;

namespace Gateway.UnitTests.Adapters.Rest;

/// <summary>A platform that knows no correction: what stands there is withdrawn first, and nothing is sent before it is.</summary>
public sealed class CorrectionTests
{
    private static readonly PushBatch Batch = new(
        new BatchStamp("B1", new DateTime(2026, 11, 3)), DeliveryOperation.Correct, Encoding.UTF8.GetBytes("""[{"id":"a"},{"id":"b"}]"""), ["a", "b"]);

    [Fact]
    public async Task A_correction_withdraws_row_by_row_and_then_sends()
    {
        List<string> calls = [];
        var peer = new StubPeer((request, body) =>
        {
            calls.Add($"{request.RequestUri!.AbsolutePath} {body}");
            return StubPeer.Json(request.RequestUri.AbsolutePath.EndsWith("/b", StringComparison.Ordinal) ? """{"code":"3"}""" : """{"code":"0"}""");
        });
        var outcome = Assert.IsType<PushOutcome.Answered>(await PushAsync(peer));

        Assert.All(outcome.Verdicts, verdict => Assert.Equal(VerdictKind.Accepted, verdict.Kind));
        Assert.Equal(
            [
                """/api/withdraw/a {"why":"检查结果更正，撤回后重新报送"}""", """/api/withdraw/b {"why":"检查结果更正，撤回后重新报送"}""",
                """/api/push [{"id":"a"},{"id":"b"}]""",
            ],
            calls);
    }

    [Fact]
    public async Task Nothing_is_sent_while_a_withdrawal_is_refused()
    {
        var peer = new StubPeer((request, _) => StubPeer.Json(
            request.RequestUri!.AbsolutePath.EndsWith("/b", StringComparison.Ordinal) ? """{"code":"9"}""" : """{"code":"0"}"""));
        var failure = await Assert.ThrowsAsync<TransientFailure>(() => PushAsync(peer));

        Assert.True(failure.AnswerLost);
        Assert.DoesNotContain("/api/push", peer.Calls);
    }

    [Fact]
    public async Task A_later_row_s_failure_makes_the_batch_be_asked_for_since_earlier_rows_are_there()
    {
        var peer = new StubPeer((request, _) => request.RequestUri!.AbsolutePath.EndsWith("/b", StringComparison.Ordinal)
            ? StubPeer.Json("", System.Net.HttpStatusCode.TooManyRequests) : StubPeer.Json("""{"code":"0"}"""));
        Assert.True((await Assert.ThrowsAsync<TransientFailure>(() => PushAsync(peer))).AnswerLost);
    }

    private static Task<PushOutcome> PushAsync(StubPeer peer)
    {
        var options = new RestOptions
        {
            BaseAddress = new Uri("https://stub.invalid/api"),
            Answer = new() { Code = "code" },
            Outcomes = new() { Success = ["0"], NotKnown = ["3"], RefuseWhole = ["9"] },
            Targets =
            {
                ["default"] = new()
                {
                    Rows = RowKind.Result, Id = "id", Columns = { ["id"] = FieldRule.Rename("id") },
                    Push = new() { Method = "POST", Path = "push", Body = "{rows}" },
                    Verdicts = new() { Unlisted = UnlistedRows.Accepted },
                    Withdraw = new()
                    {
                        BeforeCorrection = true, Columns = { ["id"] = FieldRule.Rename("id"), ["why"] = FieldRule.Rename("reason") },
                        Call = new() { Method = "POST", Path = "withdraw/{id}", PerRow = true, Body = """{"why":"{row.why}"}""" },
                    },
                },
            },
        };
        return RestSink.Make(peer.Platform(options), "stub", options.Targets["default"]).PushAsync(Batch, TestContext.Current.CancellationToken);
    }
}
