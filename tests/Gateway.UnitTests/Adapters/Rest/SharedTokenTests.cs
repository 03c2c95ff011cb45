using System.Text;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Mappings;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Rest.Sinks;
using Gateway.Adapters.Sinks;
using Xunit;

namespace Gateway.UnitTests.Adapters.Rest;

/// <summary>
/// Four processes at a platform where a new token ends the old one at once. Fails when <c>TokenSource</c> keeps its token to itself instead of
/// sharing it (an <c>InMemorySecretStore</c> of its own): they then end each other's tokens without end.
/// </summary>
public sealed class SharedTokenTests
{
    private static readonly RestOptions Options = new()
    {
        BaseAddress = new Uri("https://stub.invalid/api"),
        Signer = new() { Kind = SignerKind.Bearer },
        Token = new() { Call = new() { Method = "POST", Path = "token" }, Value = "token" },
        Answer = new() { Code = "code" },
        Outcomes = new() { Success = ["0"], StaleSecret = ["7"] },
        Targets =
        {
            ["default"] = new()
            {
                Rows = RowKind.Result, Id = "id", Columns = { ["id"] = FieldRule.Rename("id") },
                Push = new() { Method = "POST", Path = "push", Body = "{rows}" }, Verdicts = new() { Unlisted = UnlistedRows.Accepted },
            },
        },
    };

    [Fact]
    public async Task Processes_that_share_a_token_do_not_end_each_other_s()
    {
        var (issued, valid) = (0, "");
        var peer = new StubPeer((request, _) =>
        {
            if (request.RequestUri!.AbsolutePath.EndsWith("token", StringComparison.Ordinal))
            {
                valid = $"t{Interlocked.Increment(ref issued)}";
                return StubPeer.Json($$"""{"code":"0","token":"{{valid}}"}""");
            }

            return StubPeer.Json(request.Headers.Authorization?.Parameter == Volatile.Read(ref valid) ? """{"code":"0"}""" : """{"code":"7"}""");
        });
        var shared = new InMemorySecretStore();
        var processes = Enumerable.Range(0, 4).Select(_ => RestSink.Make(peer.Platform(Options, secrets: shared), "stub", Options.Targets["default"])).ToList();
        var batch = new PushBatch(new BatchStamp("B1", default), DeliveryOperation.Insert, Encoding.UTF8.GetBytes("""[{"id":"a"}]"""), ["a"]);

        await Task.WhenAll(processes.Select(sink => sink.PushAsync(batch, TestContext.Current.CancellationToken)));
        Assert.Equal(1, issued);

        // The platform was restarted and knows no token any more.
        valid = "none";
        await Task.WhenAll(processes.Select(sink => sink.PushAsync(batch, TestContext.Current.CancellationToken)));
        Assert.Equal(2, issued);
    }
}
