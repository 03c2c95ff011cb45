using Gateway.Adapters.Failures;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Tables;
using Gateway.Contracts.Results;
using Gateway.IntegrationTests.Adapters;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Tables;

/// <summary>Results as rows of the outbound table, and the platform's answers.</summary>
public sealed class TableSinkTests(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_is_written_and_received_until_every_row_is_answered()
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        var sink = SinkOf(frontEnd);
        var batch = Batch(sink, "2026110400001", DeliveryOperation.Insert, Samples.Result("A1"));

        Assert.IsType<PushOutcome.NotKnown>(await sink.ProbeAsync(batch, Cancelled));
        Assert.IsType<PushOutcome.Received>(await sink.PushAsync(batch, Cancelled));
        Assert.IsType<PushOutcome.Received>(await sink.ProbeAsync(batch, Cancelled));
        Assert.Equal(
            ["610503-A1-01-1 2026110400001 i 2026-11-04 09:00:00 1", "610503-A1-02-1 2026110400001 i 2026-11-04 09:00:00 1"], await RowsAsync(frontEnd));

        Assert.IsType<PushOutcome.Received>(await sink.ReceiptAsync(batch, Cancelled));
        await AnswerAsync(frontEnd, "610503-A1-01-1", "0", "成功");
        Assert.IsType<PushOutcome.Received>(await sink.ReceiptAsync(batch, Cancelled));
        await AnswerAsync(frontEnd, "610503-A1-02-1", "2003", "代码未知");
        var answered = Assert.IsType<PushOutcome.Answered>(await sink.ReceiptAsync(batch, Cancelled));
        Assert.Equal(
            [("610503-A1-01", VerdictKind.Accepted, "0"), ("610503-A1-02", VerdictKind.Rejected, "2003")],
            answered.Verdicts.Select(x => (x.WireId, x.Kind, x.Code)));
    }

    // Fails when a push inserts without asking by primary key first (the second one breaks), or writes the rows under other ids.
    [Fact]
    public async Task A_batch_that_comes_again_writes_nothing()
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        var sink = SinkOf(frontEnd);
        var batch = Batch(sink, "2026110400001", DeliveryOperation.Insert, Samples.Result("A1"));
        await sink.PushAsync(batch, Cancelled);
        var before = await VersionsAsync(frontEnd);

        Assert.IsType<PushOutcome.Received>(await sink.PushAsync(batch, Cancelled));
        Assert.Equal(before, await VersionsAsync(frontEnd));
    }

    // Fails when what was shipped and cleared away is taken for unknown: it would be written a second time.
    [Fact]
    public async Task Rows_that_were_answered_and_cleared_away_are_not_written_again()
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        var sink = SinkOf(frontEnd);
        var batch = Batch(sink, "2026110400001", DeliveryOperation.Insert, Samples.Result("A1"));
        await sink.PushAsync(batch, Cancelled);
        await AnswerAsync(frontEnd, "610503-A1-01-1", "0", "成功");
        await AnswerAsync(frontEnd, "610503-A1-02-1", "0", "成功");
        await frontEnd.ExecuteAsync("delete from t_jgxw_check_action");

        await sink.PushAsync(batch, Cancelled);
        Assert.Empty(await RowsAsync(frontEnd));
        Assert.All(Assert.IsType<PushOutcome.Answered>(await sink.ReceiptAsync(batch, Cancelled)).Verdicts, x => Assert.Equal(VerdictKind.Accepted, x.Kind));
    }

    // Fails when a withdrawal keeps the id of what it withdraws: its row collides, or the old answer is taken for its own.
    [Fact]
    public async Task A_withdrawal_is_a_row_of_its_own_with_an_answer_of_its_own()
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        var sink = SinkOf(frontEnd);
        await sink.PushAsync(Batch(sink, "2026110400001", DeliveryOperation.Insert, Samples.Result("A1")), Cancelled);
        await AnswerAsync(frontEnd, "610503-A1-01-1", "0", "成功");
        await AnswerAsync(frontEnd, "610503-A1-02-1", "0", "成功");
        var withdrawal = Batch(sink, "2026110400002", DeliveryOperation.Withdraw, Samples.Result("A1"));

        Assert.IsType<PushOutcome.NotKnown>(await sink.ProbeAsync(withdrawal, Cancelled));
        await sink.PushAsync(withdrawal, Cancelled);
        Assert.Equal(
            ["610503-A1-01-1 i", "610503-A1-01-1-2026110400002 d", "610503-A1-02-1 i", "610503-A1-02-1-2026110400002 d"],
            (await RowsAsync(frontEnd)).Select(x => x.Split(' ')).Select(x => $"{x[0]} {x[2]}"));
        Assert.IsType<PushOutcome.Received>(await sink.ReceiptAsync(withdrawal, Cancelled));
        await AnswerAsync(frontEnd, "610503-A1-01-1-2026110400002", "0", "成功");
        await AnswerAsync(frontEnd, "610503-A1-02-1-2026110400002", "0", "成功");
        Assert.All(Assert.IsType<PushOutcome.Answered>(await sink.ReceiptAsync(withdrawal, Cancelled)).Verdicts, x => Assert.Equal(VerdictKind.Withdrawn, x.Kind));
    }

    [Fact]
    public async Task A_batch_is_one_transaction_and_what_the_table_refuses_is_refused_whole()
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        await frontEnd.ExecuteAsync("alter table t_jgxw_check_action alter column check_action_name type varchar(10)");
        var sink = SinkOf(frontEnd);
        var good = Samples.Result("A1") with { ActionName = "短名" };
        var refused = Assert.IsType<PushOutcome.RefusedWhole>(
            await sink.PushAsync(Batch(sink, "2026110400001", DeliveryOperation.Insert, good, Samples.Result("A2")), Cancelled));

        Assert.Equal("database_22001", refused.Code);
        Assert.Empty(await RowsAsync(frontEnd));
    }

    [Fact]
    public async Task A_column_that_takes_dates_gets_dates_and_an_empty_one_none()
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        await frontEnd.ExecuteAsync(
            """
            alter table t_jgxw_check_action alter column check_date type date using null, alter column submitted_date type timestamp using null,
              alter column check_result type int using null, alter column company_type type int using null, alter column cd_time type varchar(19)
            """);
        var sink = SinkOf(frontEnd);
        await sink.PushAsync(Batch(sink, "2026110400001", DeliveryOperation.Insert, Samples.Result("A1")), Cancelled);

        Assert.Equal(
            ["2026-11-03 2026-11-03 16:00:00 1 true 2026-11-04 09:00:00", "2026-11-03 2026-11-03 16:00:00 1 true 2026-11-04 09:00:00"],
            await frontEnd.ListAsync("select check_date || ' ' || submitted_date || ' ' || check_result || ' ' || (company_type is null) || ' ' || cd_time from t_jgxw_check_action"));
    }

    [Fact]
    public async Task A_table_may_name_write_and_have_columns_of_its_own()
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        await frontEnd.ExecuteAsync(
            """
            alter table t_jgxw_check_action rename column check_date to jcrq;
            alter table t_jgxw_check_action drop column company_type, alter column check_result type varchar(20), add column sjly varchar(20), add column jcz varchar(90)
            """);
        var sink = (ISharingSink)Assert.Single(frontEnd.Adapters(
            """
                targets:
                  default:
                    columns: { check_date: jcrq, company_type: "" }
                    values:
                      check_date: { from: check_date, steps: [ date: { formats: iso, to: yyyy年M月d日 } ] }
                      check_result: { from: check_result, steps: [ codes: { map: { "1": 合格, "2": 不合格 } } ] }
                    extra:
                      sjly: { constant: 渭南市 }
                      jcz: { from: [check_personnel, check_personnel_code], steps: [ join: "/" ] }
            """).Sinks);
        await frontEnd.ExecuteAsync("alter table t_jgxw_check_action alter column jcrq type varchar(20)");
        await sink.PushAsync(Batch(sink, "2026110400001", DeliveryOperation.Insert, Samples.Result("A1")), Cancelled);
        Assert.Equal(
            "2026年11月3日 合格 渭南市 张样例,李样例/61050001,61050002",
            (await frontEnd.ListAsync("select jcrq || ' ' || check_result || ' ' || sjly || ' ' || jcz from t_jgxw_check_action"))[0]);

        // A code that the map does not have is never guessed.
        var unmapped = sink.Map(
            new Shareable(Samples.Result("A2", 1, ResultCode.Suspended), DirectoryFacts.None, DeliveryOperation.Insert), Samples.Stamp("2026110400002"));
        Assert.Equal("value_unfit", Assert.IsType<Mapping.Unmappable>(unmapped).Code);
    }

    [Fact]
    public async Task What_is_missing_or_forbidden_is_said_in_Chinese()
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        var sink = SinkOf(frontEnd);
        var batch = Batch(sink, "2026110400001", DeliveryOperation.Insert, Samples.Result("A1"));
        await frontEnd.ExecuteAsync("alter table t_jgxw_check_action drop column plan_id");
        var column = await Assert.ThrowsAsync<PermanentFailure>(() => sink.PushAsync(batch, Cancelled));
        Assert.Contains("表 t_jgxw_check_action 没有列：plan_id", column.Message, StringComparison.Ordinal);

        await frontEnd.ExecuteAsync("drop table t_jgxw_check_action_back");
        Assert.Equal("table_missing", (await Assert.ThrowsAsync<PermanentFailure>(() => sink.ReceiptAsync(batch, Cancelled))).Code);
    }

    // Fails when the ledger shows rows that nobody answered, an older change of a record, or a withdrawn one in force.
    [Fact]
    public async Task The_ledger_is_the_last_change_of_every_record_that_was_taken()
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        var sink = SinkOf(frontEnd);
        var ledger = Assert.IsType<TableLedgerSink>(sink);
        var first = Batch(sink, "2026110400001", DeliveryOperation.Insert, Samples.Result("A1"), Samples.Result("A2"), Samples.Result("A3"));
        await sink.PushAsync(first, Cancelled);
        await AnswerAllAsync(frontEnd, "0");
        var second = Batch(sink, "2026110400002", DeliveryOperation.Correct, Samples.Result("A2", 2, ResultCode.CorrectedOnOrder));
        var third = Batch(sink, "2026110400003", DeliveryOperation.Withdraw, Samples.Result("A3"));
        await sink.PushAsync(second, Cancelled);
        await sink.PushAsync(third, Cancelled);
        await AnswerAllAsync(frontEnd, "0");
        await sink.PushAsync(Batch(sink, "2026110400004", DeliveryOperation.Correct, Samples.Result("A1", 2, ResultCode.CorrectedOnOrder)), Cancelled);
        await sink.PushAsync(Batch(sink, "2026110400005", DeliveryOperation.Insert, Samples.Result("A4")), Cancelled);

        var entries = new List<LedgerEntry>();
        await foreach (var entry in ledger.ReadLedgerAsync(new DateOnly(2026, 11, 3), new DateOnly(2026, 11, 3), Cancelled))
        {
            entries.Add(entry);
        }

        var expected = ledger.RowsOf(first).Take(2).Concat(ledger.RowsOf(second)).Concat(ledger.RowsOf(third));
        Assert.Equal(expected.Select(x => new LedgerEntry(x.WireId, x.State, x.Digest!)), entries);
        Assert.All(ledger.RowsOf(first), x => Assert.Equal(new DateOnly(2026, 11, 3), x.Day));
    }

    private static ISharingSink SinkOf(FrontEnd frontEnd) => (ISharingSink)Assert.Single(frontEnd.Adapters().Sinks);

    private static PushBatch Batch(ISharingSink sink, string number, DeliveryOperation operation, params InspectionResult[] results) => Samples.Batch(
        sink, number, operation, results.Select(x => sink.Map(new Shareable(x, DirectoryFacts.None, operation), Samples.Stamp(number))));

    private static Task<string[]> RowsAsync(FrontEnd frontEnd) => frontEnd.ListAsync(
        "select cd_id || ' ' || cd_batch || ' ' || cd_operation || ' ' || cd_time || ' ' || check_result from t_jgxw_check_action order by 1");

    private static Task<string[]> VersionsAsync(FrontEnd frontEnd) =>
        frontEnd.ListAsync("select cd_id || ' ' || xmin from t_jgxw_check_action order by 1");

    private static Task AnswerAsync(FrontEnd frontEnd, string id, string code, string words) =>
        frontEnd.ExecuteAsync($"insert into t_jgxw_check_action_back values ('{id}', '{code}', '{words}', '2026-11-04 09:05:00')");

    private static Task AnswerAllAsync(FrontEnd frontEnd, string code) => frontEnd.ExecuteAsync(
        $"""
        insert into t_jgxw_check_action_back select cd_id, '{code}', '', '2026-11-04 09:05:00' from t_jgxw_check_action
        where cd_id not in (select cd_id from t_jgxw_check_action_back)
        """);
}
