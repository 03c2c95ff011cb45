using Gateway.Adapters.Configuration;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Files;
using Gateway.Adapters.Files.Folders;
using Gateway.Adapters.Sinks;
using Gateway.Testing;
using Gateway.UnitTests.Adapters;
using Xunit;

namespace Gateway.UnitTests.Files;

/// <summary>Results as files: laid once under one name, answered by where the file goes.</summary>
public sealed class FileSinkTests : IDisposable
{
    private const string Stem = "610502_result_20261127_007";

    private static readonly BatchStamp Stamp = new("2026112700007", new DateTime(2026, 11, 27, 9, 0, 0));

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-sink-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, InlineData(FileForm.Csv, "csv"), InlineData(FileForm.Json, "json"), InlineData(FileForm.Xlsx, "xlsx")]
    public async Task A_batch_is_one_file_and_its_ok_comes_after_it(FileForm form, string extension)
    {
        var sink = Sink(form);
        var batch = Batch(sink, "r-1", "r-2");

        Assert.IsType<PushOutcome.Received>(await sink.PushAsync(batch, Cancelled));

        Assert.Equal(
            new HashSet<string?> { $"{Stem}.{extension}", $"{Stem}.ok" }, Directory.EnumerateFiles(_folder).Select(Path.GetFileName).ToHashSet());
        Assert.Equal(batch.Payload.ToArray(), await File.ReadAllBytesAsync(At($"{Stem}.{extension}"), Cancelled));
        Assert.Equal(DropDesk.OkOf(batch.Payload.ToArray(), 2), await File.ReadAllTextAsync(At(Stem + ".ok"), Cancelled));
        Assert.Equal(batch.Payload.ToArray(), Batch(sink, "r-1", "r-2").Payload.ToArray());
    }

    // Fails when PushAsync lays the file again wherever the first one went: the department would take it twice.
    [Theory, InlineData("done/20261128"), InlineData("done"), InlineData("failed")]
    public async Task After_a_lost_answer_a_file_that_was_taken_is_not_laid_again(string folder)
    {
        var sink = Sink();
        var batch = Batch(sink, "r-1");
        await sink.PushAsync(batch, Cancelled);
        Move(folder);

        Assert.IsType<PushOutcome.Received>(await sink.ProbeAsync(batch, Cancelled));
        Assert.IsType<PushOutcome.Received>(await sink.PushAsync(batch, Cancelled));

        Assert.False(File.Exists(At(Stem + ".csv")));
    }

    // Fails when a file without its .ok counts as laid: nobody would ever take it.
    [Fact]
    public async Task A_process_that_died_between_the_file_and_its_ok_lays_both_again()
    {
        var sink = Sink();
        var batch = Batch(sink, "r-1");
        await File.WriteAllBytesAsync(At(Stem + ".csv"), batch.Payload[..20].ToArray(), Cancelled);

        Assert.IsType<PushOutcome.NotKnown>(await sink.ProbeAsync(batch, Cancelled));
        await sink.PushAsync(batch, Cancelled);

        Assert.Equal(batch.Payload.ToArray(), await File.ReadAllBytesAsync(At(Stem + ".csv"), Cancelled));
        Assert.True(File.Exists(At(Stem + ".ok")));
    }

    [Fact]
    public async Task Somebody_elses_file_under_our_name_is_not_taken_for_ours()
    {
        var sink = Sink();
        Directory.CreateDirectory(At("done"));
        await File.WriteAllTextAsync(At("done", Stem + ".csv"), "别人的", Cancelled);

        var failure = await Assert.ThrowsAsync<PermanentFailure>(() => sink.PushAsync(Batch(sink, "r-1"), Cancelled));

        Assert.Equal("name_taken", failure.Code);
    }

    [Fact]
    public async Task A_file_that_still_lies_there_is_not_judged_yet_and_one_that_vanished_is_not_known()
    {
        var sink = Sink();
        var batch = Batch(sink, "r-1");
        await sink.PushAsync(batch, Cancelled);
        Assert.IsType<PushOutcome.Received>(await sink.ReceiptAsync(batch, Cancelled));

        File.Delete(At(Stem + ".csv"));

        Assert.IsType<PushOutcome.NotKnown>(await sink.ReceiptAsync(batch, Cancelled));
    }

    [Theory, InlineData(DeliveryOperation.Insert, VerdictKind.Accepted), InlineData(DeliveryOperation.Withdraw, VerdictKind.Withdrawn)]
    public async Task Done_is_taken_but_for_the_rows_listed(DeliveryOperation operation, VerdictKind good)
    {
        var sink = Sink();
        var batch = Batch(sink, operation, "r-1", "r-2", "r-3");
        await sink.PushAsync(batch, Cancelled);
        Move("done/20261127");
        await File.WriteAllTextAsync(At("done", "20261127", Stem + ".errors.csv"), "\ufeff行,列,值,原因\r\n2,check_date,2026,\"日期,格式\"\r\n2,check_type,,必填\r\n", Cancelled);

        var verdicts = Assert.IsType<PushOutcome.Answered>(await sink.ReceiptAsync(batch, Cancelled)).Verdicts;

        Assert.Equal([good, VerdictKind.Rejected, good], verdicts.Select(verdict => verdict.Kind));
        Assert.Equal("check_date：日期,格式；check_type：必填", verdicts[1].Message);
        Assert.Equal(batch.WireIds, verdicts.Select(verdict => verdict.WireId));
    }

    // Fails when rows of a file in failed/ that are not listed count as taken.
    [Fact]
    public async Task Failed_takes_nothing_the_rows_not_listed_go_again_without_the_others()
    {
        var sink = Sink();
        var batch = Batch(sink, "r-1", "r-2");
        await sink.PushAsync(batch, Cancelled);
        Move("failed");
        await File.WriteAllTextAsync(At("failed", Stem + ".errors.csv"), "行,列,值,原因\n1,area_number,6,不认识的区划\n", Cancelled);

        Assert.Contains("不认识的区划", Assert.IsType<PushOutcome.RefusedWhole>(await sink.ReceiptAsync(batch, Cancelled)).Message);

        await File.AppendAllTextAsync(At("failed", Stem + ".errors.csv"), "2,area_number,6,不认识的区划\n", Cancelled);
        var verdicts = Assert.IsType<PushOutcome.Answered>(await sink.ReceiptAsync(batch, Cancelled)).Verdicts;
        Assert.All(verdicts, verdict => Assert.Equal(VerdictKind.Rejected, verdict.Kind));
    }

    [Fact]
    public void A_folder_that_leads_out_is_refused()
    {
        foreach (var folder in new[] { "..", "a/../../b", "/etc", "a//b", "C:", "a\\b", "" })
        {
            Assert.NotNull(DropPath.Problem(folder));
        }

        Assert.All([".", "out", "甲/乙"], folder => Assert.Null(DropPath.Problem(folder)));
    }

    private void Move(string folder)
    {
        Directory.CreateDirectory(At(folder));
        foreach (var file in Directory.EnumerateFiles(_folder))
        {
            File.Move(file, At(folder, Path.GetFileName(file)));
        }
    }

    private string At(params string[] parts) => Path.Combine([_folder, .. parts]);

    private ISharingSink Sink(FileForm form = FileForm.Csv)
    {
        var options = new FilesOptions { Directory = _folder, Targets = new Dictionary<string, TargetFiles> { ["default"] = new() { Format = form } } };
        var profile = ((IGenericProfile)new FileProfile()).Derive("file-drop", "FileDrop", ["file-drop"]);
        return (ISharingSink)Assert.Single(profile.CreateSinks(Sinks.Context() with { Area = "610502" }, options));
    }

    private static PushBatch Batch(ISharingSink sink, params string[] ids) => Batch(sink, DeliveryOperation.Insert, ids);

    private static PushBatch Batch(ISharingSink sink, DeliveryOperation operation, params string[] ids)
    {
        var rows = ids.SelectMany(id => Assert.IsType<Mapping.Mapped>(
            sink.Map(new Shareable(ResultSamples.Result(id), DirectoryFacts.None, operation), Stamp)).Rows).ToList();
        return new PushBatch(Stamp, operation, sink.Compose(Stamp, rows), [.. rows.Select(row => row.WireId)]);
    }
}
