using Gateway.Adapters.Failures;
using Gateway.Adapters.Sinks;
using Gateway.IntegrationTests.Adapters;
using Gateway.Testing;
using Npgsql;
using Xunit;

namespace Gateway.IntegrationTests.Tables;

/// <summary>R2 for tables: the commit is in doubt, and a result is in the platform's table once.</summary>
public sealed class TableLostAnswerTests(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when a lost commit counts as a failure (AnswerLost false), or the probe does not find the rows.
    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_found_by_primary_key_and_not_written_again()
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        await using var relay = new CommitRelay(new NpgsqlConnectionStringBuilder(frontEnd.ConnectionString).Port);
        var (sink, batch) = Batch(frontEnd, relay);
        relay.CutAfterCommit = token => Until.TrueAsync(
            "the rows are committed", TimeSpan.FromSeconds(30), async _ => (await RowsAsync(frontEnd)).Length == 2, token);

        var lost = await Assert.ThrowsAsync<TransientFailure>(() => sink.PushAsync(batch, Cancelled));
        Assert.True(lost.AnswerLost, lost.Message);
        Assert.IsType<PushOutcome.Received>(await sink.ProbeAsync(batch, Cancelled));
        Assert.IsType<PushOutcome.Received>(await sink.PushAsync(batch, Cancelled));
        Assert.Equal(2, (await RowsAsync(frontEnd)).Length);
    }

    // Fails when the probe takes what never arrived for arrived: the result would be lost.
    [Fact]
    public async Task A_commit_that_never_arrived_is_not_known_and_written_then()
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        await using var relay = new CommitRelay(new NpgsqlConnectionStringBuilder(frontEnd.ConnectionString).Port);
        var (sink, batch) = Batch(frontEnd, relay);
        relay.CutBeforeCommit = true;

        var lost = await Assert.ThrowsAsync<TransientFailure>(() => sink.PushAsync(batch, Cancelled));
        Assert.True(lost.AnswerLost, lost.Message);
        Assert.IsType<PushOutcome.NotKnown>(await sink.ProbeAsync(batch, Cancelled));
        Assert.Empty(await RowsAsync(frontEnd));
        Assert.IsType<PushOutcome.Received>(await sink.PushAsync(batch, Cancelled));
        Assert.Equal(2, (await RowsAsync(frontEnd)).Length);
    }

    // Fails when two processes that hold the same batch can both write it.
    [Fact]
    public async Task Two_that_push_the_same_batch_at_once_write_it_once()
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        var sink = (ISharingSink)Assert.Single(frontEnd.Adapters().Sinks);
        var batch = Samples.Batch(sink, "2026110400001", DeliveryOperation.Insert, sink.Map(
            new Shareable(Samples.Result("A1"), DirectoryFacts.None, DeliveryOperation.Insert), Samples.Stamp("2026110400001")));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try
            {
                return (await sink.PushAsync(batch, Cancelled)).GetType().Name;
            }
            catch (TransientFailure failure)
            {
                return failure.Code;
            }
        }));

        Assert.All(outcomes, x => Assert.True(x is "Received" or "row_exists", x));
        Assert.Contains("Received", outcomes);
        Assert.Equal(2, (await RowsAsync(frontEnd)).Length);
    }

    private static (ISharingSink Sink, PushBatch Batch) Batch(FrontEnd frontEnd, CommitRelay relay)
    {
        var sink = (ISharingSink)Assert.Single(frontEnd.Adapters(
            ("ConnectionString", $"{frontEnd.ConnectionString};Host=127.0.0.1;Port={relay.Port};SSL Mode=Disable")).Sinks);
        return (sink, Samples.Batch(sink, "2026110400001", DeliveryOperation.Insert, sink.Map(
            new Shareable(Samples.Result("A1"), DirectoryFacts.None, DeliveryOperation.Insert), Samples.Stamp("2026110400001"))));
    }

    private static Task<string[]> RowsAsync(FrontEnd frontEnd) => frontEnd.ListAsync("select cd_id from t_jgxw_check_action order by 1");
}
