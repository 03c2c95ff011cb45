using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Sinks;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using Xunit;

namespace Gateway.IntegrationTests.Adapters;

/// <summary>A platform that answers what a test says. A call that nobody expected fails loudly: 404 would look like a legal answer.</summary>
internal sealed class AnsweringPeer : IDisposable
{
    private readonly WireMockServer _server = WireMockServer.Start();
    private bool _hangs;

    public AnsweringPeer() => _server.Given(Request.Create()).AtPriority(1000).RespondWith(Response.Create().WithStatusCode(501));

    public Uri Address => new(_server.Url!);

    /// <summary>Patient, but with a platform that is known to hang.</summary>
    public TransportOptions Transport => new()
    {
        RetryDelay = TimeSpan.FromMilliseconds(1), AttemptTimeout = TimeSpan.FromSeconds(_hangs ? 1 : 20), MaxResponseBytes = 64 << 10,
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Answers(string path, string body, int status = 200) =>
        _server.Given(Request.Create().WithPath(path)).RespondWith(Response.Create().WithStatusCode(status).WithBody(body));

    public void Hangs(string path)
    {
        _hangs = true;
        _server.Given(Request.Create().WithPath(path)).RespondWith(Response.Create().WithBody("{}").WithDelay(TimeSpan.FromSeconds(3)));
    }

    public int Calls(string path) => _server.LogEntries.Count(x => x.RequestMessage!.Path == path);

    public void Dispose() => _server.Dispose();

    /// <summary>
    /// What comes of a push, in one line: the verdicts as <c>row kind code words</c>, <c>received</c>, <c>refused code words</c>, or the
    /// failure as <c>transient code</c>, <c>transient code lost</c> or <c>permanent code</c>.
    /// </summary>
    public static async Task<string> ComesOfAsync(Func<CancellationToken, Task<PushOutcome>> call)
    {
        try
        {
            return await call(Cancelled) switch
            {
                PushOutcome.Answered answered => string.Join("; ", answered.Verdicts.Select(x => $"{x.WireId} {x.Kind} {x.Code} {x.Message}".TrimEnd())),
                PushOutcome.Received => "received",
                PushOutcome.RefusedWhole refused => $"refused {refused.Code} {refused.Message}".TrimEnd(),
                PushOutcome.NotKnown => "not known",
                var other => throw new InvalidOperationException(other.ToString()),
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
}
