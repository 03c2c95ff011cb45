using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.CreditRecords;
using Gateway.Pipeline.Deadlines;
using Gateway.Pipeline.Disclosure;
using Gateway.Pipeline.Documents;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.IntegrationTests.CreditRecords;

/// <summary>Publication stops by itself on the day after its last one. The bench's clock begins on 2026-11-04, Shanghai.</summary>
public sealed class PublicationEndTests(PostgresFixture postgres) : DeliveryBenchTests(postgres)
{
    private readonly FakePeer _credit = new();

    protected override ValueTask PrepareAsync()
    {
        Bench.Sinks.Add(new FakeRecordSink<Penalty>("penalties", _credit));
        Bench.Sinks.Add(new FakeRecordSink<Licence>("licences", _credit));
        return ValueTask.CompletedTask;
    }

    // Fails when DueAsync or EndAsync compare with "<=": the last day would be cut off.
    [Fact]
    public async Task On_the_day_after_the_last_one_it_is_taken_back_once_and_audited()
    {
        await Bench.StoreAsync(Until("P1", 5), Until("P2", 6));
        await Bench.StoreAsync(RecordSamples.Licence("L1") with { PublicUntil = new DateOnly(2026, 11, 5) }, RecordSamples.Licence("L2"));
        await Bench.DrainAsync(Cancelled);
        Bench.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await EndAsync());
        Bench.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal((2, 0), (await EndAsync(), await EndAsync()));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["L2|1", "P2|1"], _credit.Ledger.Values.Select(x => x.Content).Order());
        Assert.Equal(["P1#1 i@penalties = accepted", "P1#1 d@penalties = withdrawn", "P2#1 i@penalties = accepted"], await Bench.StatesAsync("penalties"));
        Assert.Equal(
            ["licence:610502/L1#1 {\"lastDay\":\"2026-11-05\"}", "penalty:610502/P1#1 {\"lastDay\":\"2026-11-05\"}"],
            await Bench.ListAsync("select subject || ' ' || detail from gateway.audit_entry where kind = 'publication.ended' order by 1"));
    }

    [Fact]
    public async Task Four_replicas_end_it_once()
    {
        await Bench.StoreAsync([.. Enumerable.Range(0, 40).Select(x => Until($"P{x}", 5))]);
        await Bench.DrainAsync(Cancelled);
        Bench.Clock.Advance(TimeSpan.FromDays(2));
        var ended = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => EndAsync()));
        Assert.Equal(40, ended.Sum());
        await Bench.DrainAsync(Cancelled);
        Assert.Empty(_credit.Ledger);
        Assert.Equal(["40"], await Bench.ListAsync("select count(*) from gateway.audit_entry where kind = 'publication.ended'"));
        Assert.Equal(["40"], await Bench.ListAsync("select count(*) from gateway.delivery where operation = 'd'"));
    }

    [Fact]
    public async Task A_later_correction_with_a_later_end_is_shown_again_and_ends_by_itself_again()
    {
        await Bench.StoreAsync(Until("P1", 5));
        await Bench.DrainAsync(Cancelled);
        Bench.Clock.Advance(TimeSpan.FromDays(2));
        await EndAsync();
        await Bench.StoreAsync(Until("P1", 5) with { Version = 2, Remark = "更正" });
        await Bench.DrainAsync(Cancelled);
        Assert.Empty(_credit.Ledger);
        await Bench.StoreAsync(Until("P1", 20) with { Version = 3 });
        await Bench.DrainAsync(Cancelled);
        Assert.Equal("P1|3", Assert.Single(_credit.Ledger).Value.Content);
        Bench.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Equal(1, await EndAsync());
        await Bench.DrainAsync(Cancelled);
        Assert.Empty(_credit.Ledger);
    }

    [Fact]
    public async Task A_correction_before_the_end_moves_it()
    {
        await Bench.StoreAsync(Until("P1", 5));
        await Bench.DrainAsync(Cancelled);
        await Bench.StoreAsync(Until("P1", 9) with { Version = 2 });
        Bench.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await EndAsync());
        await Bench.DrainAsync(Cancelled);
        Assert.Equal("P1|2", Assert.Single(_credit.Ledger).Value.Content);
    }

    [Fact]
    public async Task What_was_not_sent_by_then_is_never_sent_and_what_its_county_withdrew_is_left_alone()
    {
        await Bench.StoreAsync(Until("P1", 5));
        Bench.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await EndAsync());
        await Bench.DrainAsync(Cancelled);
        Assert.Empty(_credit.Pushes);

        await Bench.StoreAsync(Until("P2", 7));
        await Bench.DrainAsync(Cancelled);
        await Bench.Process().GetRequiredService<WithdrawalIntake>().StoreAsync(
            DocumentTable.Penalty, ResultSamples.Area, "P2", new WithdrawalRequest("决定被撤销", "渭临复决〔2026〕3号"), Cancelled);
        Bench.Clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal((0, 0), (await EndAsync(), await EndAsync()));
    }

    [Fact]
    public async Task Open_penalties_and_licences_are_on_the_board_of_deadlines_by_the_day_of_their_decision()
    {
        await Bench.StoreAsync(RecordSamples.Penalty("P1"), RecordSamples.Penalty("P2"));
        await Bench.StoreAsync(RecordSamples.Licence("L1"));
        Assert.Equal(
            ["licences 2026-10-30 1", "penalties 2026-10-30 2"],
            (await new DueStore(Database.DataSource).ReadAsync(Cancelled)).Select(x => $"{x.Target} {x.CheckedOn:yyyy-MM-dd} {x.Deliveries}").Order());
        await Bench.DrainAsync(Cancelled);
        Assert.Empty(await new DueStore(Database.DataSource).ReadAsync(Cancelled));
    }

    private static Penalty Until(string id, int day) => RecordSamples.Penalty(id) with { PublicUntil = new DateOnly(2026, 11, day) };

    private Task<int> EndAsync() => Bench.Process().GetRequiredService<PublicationEnd>().RunAsync(Cancelled);
}
