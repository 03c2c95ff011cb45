using Gateway.Contracts.Results;
using Gateway.IntegrationTests.Push;
using Gateway.Pipeline.Disclosure;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Reconcile;

/// <summary>
/// What we believe the platforms hold, made from the stored batches, equals what they do hold: inserted, corrected with fewer matters,
/// withdrawn, refused. Fails when a correction's deleted rows are booked as in force, when a withdrawal drops the digest, or when a batch that
/// was ended by another process or an older version stays out.
/// </summary>
public sealed class BookTests(SharedPushBench shared) : IClassFixture<SharedPushBench>
{
    [Fact]
    public async Task The_books_equal_every_ledger()
    {
        var bench = shared.Bench;
        await bench.StoreNewAsync(3);
        var two = ResultSamples.Result("TWO") with
        {
            Matters = [new("61050200000001", ResultSamples.Department + "1"), new("61050200000002", ResultSamples.Department + "2")],
        };
        await bench.StoreAsync(two);
        await bench.SettleAsync();
        await AssertBooksAsync(bench);

        await bench.StoreAsync(two with { Version = 2, Matters = [two.Matters[0]], Results = [ResultCode.CorrectedOnOrder] });
        await bench.Gateway.Get<WithdrawalIntake>().StoreAsync(
            PushBench.Area, "R000", new WithdrawalRequest("录入有误", "更正通知〔2026〕3号"), TestContext.Current.CancellationToken);
        await bench.SettleAsync();
        await AssertBooksAsync(bench);

        // A batch that an older version ended is not noted as booked: it is found by its state.
        await bench.ListAsync("with again as (update delivery_batch set booked = null returning 1) select count(*)::text from again");
        await bench.ListAsync("with gone as (delete from delivered_row returning 1) select count(*)::text from gone");
        await AssertBooksAsync(bench);
    }

    private static async Task AssertBooksAsync(PushBench bench)
    {
        foreach (var target in PushTarget.All)
        {
            Assert.True(await bench.BookAsync(target.Name) > 0, $"{target.Name}: nothing to book");
            Assert.Equal(0, await bench.BookAsync(target.Name));
            string StateOf(string state) => state == target.Live ? "in_force" : state == target.Gone ? "withdrawn" : state;
            Assert.Equal(
                (await bench.LedgerAsync(target.Profile, target.LedgerKind)).Select(x => $"{target.Name} {x.Id} {StateOf(x.State)} {x.Digest}"),
                (await bench.BooksAsync(target.Name)).Select(x => $"{target.Name} {x}"));
        }
    }
}
