using System.Text;
using Gateway.Contracts;
using Gateway.Pipeline.Pull;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Files;

/// <summary>Files laid into a folder, through the whole pull.</summary>
public sealed class DropPullTests(PostgresFixture postgres)
{
    private const string Set1 = "610502_subject_20261126_001.csv";
    private const string Set2 = "610502_subject_20261127_001.csv";
    private const string Change1 = "610502_subject_change_20261127_001.csv";
    private const string Change2 = "610502_subject_change_20261127_002.csv";
    private const string Change3 = "610502_subject_change_20261127_003.csv";

    [Fact]
    public async Task A_whole_set_is_read_in_full_and_put_away_after_the_run()
    {
        await using var bench = await DropBench.StartAsync(postgres);
        bench.Lay(Set1, DropBench.Csv(DropBench.Row(1, "甲"), DropBench.Row(2, "乙"), DropBench.Row(3, "丙")), 3);

        var counters = await bench.PullAsync();

        Assert.Equal((3, 3), (counters.Fetched, counters.New));
        Assert.Equal(["s-1 甲", "s-2 乙", "s-3 丙"], await bench.StoredAsync());
        Assert.False(bench.Lies(Set1));
        Assert.Equal(Path.ChangeExtension(bench.Done(Set1), ".ok"), bench.Done(Path.ChangeExtension(Set1, ".ok")));
        Assert.Equal(3, await bench.Gateway.ScalarAsync<long>("select count(*) from subject"));
    }

    [Fact]
    public async Task A_new_whole_set_deletes_what_it_lacks_without_anybody_asking_for_a_full_read()
    {
        await using var bench = await DropBench.StartAsync(postgres);
        bench.Lay(Set1, DropBench.Csv([.. Enumerable.Range(1, 10).Select(x => DropBench.Row(x, $"第{x}"))]), 10);
        await bench.PullAsync();
        bench.Lay(Set2, DropBench.Csv([.. Enumerable.Range(1, 9).Select(x => DropBench.Row(x, x == 1 ? "改名" : $"第{x}"))]), 9);

        var counters = await bench.PullAsync();

        Assert.Equal((1, 8, 1), (counters.Changed, counters.Unchanged, counters.DeletedByAbsence));
        Assert.Contains("s-1 改名", await bench.StoredAsync());
    }

    [Fact]
    public async Task Nothing_laid_is_no_empty_set()
    {
        await using var bench = await DropBench.StartAsync(postgres);
        bench.Lay(Set1, DropBench.Csv(DropBench.Row(1, "甲")), 1);
        await bench.PullAsync();

        Assert.Equal(0, (await bench.PullAsync()).Fetched);
        // The scheduled full read finds nothing new: changes may stand on top of the last set, so it is not read again.
        Assert.Equal(0, (await bench.PullAsync(full: true)).Fetched);
        Assert.Equal(["s-1 甲"], await bench.StoredAsync());
    }

    [Fact]
    public async Task Changes_are_read_in_the_order_of_their_numbers()
    {
        await using var bench = await DropBench.StartAsync(postgres);
        bench.Lay(Set1, DropBench.Csv(DropBench.Row(1, "甲"), DropBench.Row(2, "乙")), 2);
        await bench.PullAsync();
        bench.Lay(Change2, DropBench.Csv(DropBench.Row(1, "后"), DropBench.Row(2, "", "d")), 2);
        bench.Lay(Change1, DropBench.Csv(DropBench.Row(1, "先"), DropBench.Row(3, "丙", "i")), 2);

        await bench.PullAsync();

        Assert.Equal(["s-1 后", "s-3 丙"], await bench.StoredAsync());
        Assert.Equal(0, await bench.FindingsAsync("file_number_missing"));
    }

    // Fails when changes before the cursor are read all the same (InboxPlan.Changes without TooLate): s-1 goes back to 先.
    [Fact]
    public async Task Changes_that_come_after_later_ones_were_taken_do_not_set_records_back()
    {
        await using var bench = await DropBench.StartAsync(postgres);
        bench.Lay(Set1, DropBench.Csv(DropBench.Row(1, "甲")), 1);
        await bench.PullAsync();
        bench.Lay(Change3, DropBench.Csv(DropBench.Row(1, "后")), 1);
        await bench.PullAsync();
        bench.Lay(Change2, DropBench.Csv(DropBench.Row(1, "先")), 1);

        await bench.PullAsync();

        Assert.Equal(["s-1 后"], await bench.StoredAsync());
        Assert.Equal(1, await bench.FindingsAsync("file_number_missing"));
        Assert.Equal(1, await bench.FindingsAsync("file_out_of_order"));
        Assert.True(File.Exists(bench.At("failed", Change2)));
        Assert.Contains("序号", await File.ReadAllTextAsync(bench.At("failed", "610502_subject_change_20261127_002.errors.csv"), TestContext.Current.CancellationToken));
    }

    // Fails when the run's files are put away before it is committed, or when one that still lies there is taken for too late.
    [Fact]
    public async Task What_a_process_that_died_had_not_put_away_is_read_again_without_effect()
    {
        await using var bench = await DropBench.StartAsync(postgres);
        bench.Lay(Set1, DropBench.Csv(DropBench.Row(1, "甲")), 1);
        await bench.PullAsync();
        bench.Lay(Change1, DropBench.Csv(DropBench.Row(1, "先")), 1);
        bench.Lay(Change2, DropBench.Csv(DropBench.Row(1, "后")), 1);
        await bench.PullAsync();
        foreach (var name in new[] { Change1, Change2 })
        {
            File.Move(bench.Done(name), bench.At(name));
            File.Move(bench.Done(Path.ChangeExtension(name, ".ok")), bench.At(Path.ChangeExtension(name, ".ok")));
        }

        var counters = await bench.PullAsync();

        // Both pages belong to one step, in which the last change of an identity counts.
        Assert.Equal((2, 0, 1, 1), (counters.Fetched, counters.Changed, counters.Unchanged, counters.Repeated));
        Assert.Equal(["s-1 后"], await bench.StoredAsync());
        Assert.False(bench.Lies(Change1) || bench.Lies(Change2));
    }

    [Fact]
    public async Task One_bad_row_is_set_aside_and_named_beside_its_file()
    {
        await using var bench = await DropBench.StartAsync(postgres);
        var text = DropBench.Csv([.. Enumerable.Range(1, 2500).Select(x => x == 1234 ? "s-1234,,99,\"名,称\n两行\",099,SYN-1234,610502,合成人" : DropBench.Row(x, $"第{x}"))]);
        bench.Lay(Set1, text, 2500);

        var counters = await bench.PullAsync();

        Assert.Equal((2500, 2499, 1), (counters.Fetched, counters.New, counters.Quarantined));
        var errors = await File.ReadAllBytesAsync(bench.Done("610502_subject_20261126_001.errors.csv"), TestContext.Current.CancellationToken);
        Assert.True(errors.AsSpan().StartsWith(Encoding.UTF8.Preamble));
        Assert.Contains("\r\n1234,监管对象类别,99,", Encoding.UTF8.GetString(errors));
    }

    [Theory, InlineData("GB18030", true), InlineData("utf-8", true), InlineData("utf-8", false)]
    public async Task An_export_may_be_in_any_of_the_usual_encodings(string encoding, bool marked)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var form = encoding == "utf-8" ? new UTF8Encoding(marked) : Encoding.GetEncoding(encoding);
        await using var bench = await DropBench.StartAsync(postgres);
        byte[] content = [.. form.Preamble, .. form.GetBytes(DropBench.Csv(DropBench.Row(1, "渭南市样例㐀"), DropBench.Row(2, "\"引\"\"号\"")))];
        bench.Lay(Set1, content, 2);

        await bench.PullAsync();

        Assert.Equal(["s-1 渭南市样例㐀", "s-2 引\"号"], await bench.StoredAsync());
    }

    [Fact]
    public async Task Broken_bytes_and_a_wrong_number_of_columns_spoil_their_own_rows_only()
    {
        await using var bench = await DropBench.StartAsync(postgres);
        var text = Encoding.UTF8.GetBytes(DropBench.Csv(DropBench.Row(1, "甲"), DropBench.Row(2, "?"), "s-3,多,一,列,了,吗,是,的,啊", DropBench.Row(4, "丁")));
        text[text.AsSpan().IndexOf("?"u8)] = 0xE6;
        bench.Lay(Set1, text, 4);

        var counters = await bench.PullAsync();

        Assert.Equal((4, 2, 2), (counters.Fetched, counters.New, counters.Quarantined));
        Assert.Equal(["s-1 甲", "s-4 丁"], await bench.StoredAsync());
    }

    [Fact]
    public async Task A_landed_page_is_read_again_with_the_same_meaning()
    {
        await using var bench = await DropBench.StartAsync(postgres);
        bench.Lay(Set1, DropBench.Csv(DropBench.Row(1, "甲"), DropBench.Row(2, "乙")), 2);
        await bench.PullAsync();

        var outcome = await bench.Gateway.Get<ReplayJob>().RunAsync(DropBench.Area, Feed.Subject, TestContext.Current.CancellationToken);

        Assert.Equal(2, Assert.IsType<PullOutcome.Completed>(outcome).Counters.Unchanged);
    }

    [Fact]
    public async Task Another_file_under_the_agreed_name_is_refused_with_its_reason()
    {
        await using var bench = await DropBench.StartAsync(postgres);
        bench.Lay(Set1, "别的,东西\n1,2\n", 1);

        var outcome = await bench.Gateway.PullAsync(DropBench.Area, Feed.Subject);

        Assert.Contains("表头", Assert.IsType<PullOutcome.Failed>(outcome).Message);
        Assert.True(File.Exists(bench.At("failed", Set1)));
        Assert.Equal(0, (await bench.PullAsync()).Fetched);
    }
}
