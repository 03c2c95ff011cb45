using Gateway.Contracts;
using Gateway.Pipeline.Pull;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Files;

/// <summary>The same folder behind a real SSH server.</summary>
public sealed class SftpTests(PostgresFixture postgres)
{
    private const string Set1 = "610502_subject_20261126_001.csv";
    private const string Set2 = "610502_subject_20261127_001.csv";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_are_read_and_put_away_over_sftp()
    {
        await using var sftp = await PrivateSftp.StartAsync(Cancelled);
        await using var bench = await BenchAsync(sftp);
        bench.Lay(Set1, DropBench.Csv([.. Enumerable.Range(1, 3000).Select(x => DropBench.Row(x, x == 7 ? "" : $"第{x}"))]), 3000);

        var counters = await bench.PullAsync();

        Assert.Equal((2999, 1), (counters.New, counters.Quarantined));
        Assert.False(bench.Lies(Set1));
        Assert.StartsWith("行,列,值,原因\r\n7,", File.ReadAllText(bench.Done(Path.ChangeExtension(Set1, ".errors.csv"))));
        Assert.True(File.Exists(Path.ChangeExtension(bench.Done(Set1), ".ok")));
    }

    // Fails when the host key is not compared (CanTrust left true): a server in the place of ours would be logged in to.
    [Fact]
    public async Task A_server_with_another_host_key_is_refused_until_it_is_named_and_two_may_be_named_while_it_changes()
    {
        await using var sftp = await PrivateSftp.StartAsync(Cancelled);
        var old = sftp.HostKey;
        await sftp.RestartAsync(newHostKey: true, Cancelled);
        Assert.NotEqual(old, sftp.HostKey);
        await using (var bench = await BenchAsync(sftp, values => values["Gateway:Profiles:FileDrop:Sftp:HostKeys:0"] = old))
        {
            bench.Lay(Set1, DropBench.Csv(DropBench.Row(1, "甲")), 1);
            var failed = Assert.IsType<PullOutcome.Failed>(await bench.Gateway.PullAsync(DropBench.Area, Feed.Subject));
            Assert.Equal("sftp_host_key", failed.Code);
            Assert.Contains(sftp.HostKey, failed.Message.Replace(" ", "", StringComparison.Ordinal));
        }

        await using var both = await BenchAsync(sftp, values =>
        {
            values["Gateway:Profiles:FileDrop:Sftp:HostKeys:0"] = old;
            values["Gateway:Profiles:FileDrop:Sftp:HostKeys:1"] = sftp.HostKey;
        });
        Assert.Equal(1, (await both.PullAsync()).New);
    }

    [Fact]
    public async Task A_key_that_does_not_log_in_is_said_so()
    {
        await using var sftp = await PrivateSftp.StartAsync(Cancelled);
        await using var other = await PrivateSftp.StartAsync(Cancelled);
        await using var bench = await BenchAsync(sftp, values => values["Gateway:Profiles:FileDrop:PrivateKey"] = other.PrivateKey);

        var failed = Assert.IsType<PullOutcome.Failed>(await bench.Gateway.PullAsync(DropBench.Area, Feed.Subject));

        Assert.Equal("sftp_login", failed.Code);
        Assert.DoesNotContain("PRIVATE KEY", bench.Gateway.Logs.Text);
    }

    [Fact]
    public async Task A_server_that_is_away_fails_the_run_loses_nothing_and_is_read_when_it_is_back()
    {
        await using var sftp = await PrivateSftp.StartAsync(Cancelled);
        await using var bench = await BenchAsync(sftp);
        bench.Lay(Set1, DropBench.Csv(DropBench.Row(1, "甲")), 1);
        await bench.PullAsync();
        bench.Lay(Set2, DropBench.Csv(DropBench.Row(1, "乙")), 1);
        await sftp.KillAsync();

        Assert.IsType<PullOutcome.Failed>(await bench.Gateway.PullAsync(DropBench.Area, Feed.Subject));
        Assert.Equal(["s-1 甲"], await bench.StoredAsync());

        await sftp.RestartAsync(newHostKey: false, Cancelled);
        Assert.Equal(1, (await bench.PullAsync()).Changed);
        Assert.Equal(["s-1 乙"], await bench.StoredAsync());
    }

    private async Task<DropBench> BenchAsync(PrivateSftp sftp, Action<Dictionary<string, string?>>? settings = null) => await DropBench.StartAsync(
        postgres,
        values =>
        {
            values.Remove("Gateway:Profiles:FileDrop:Directory");
            values["Gateway:Profiles:FileDrop:Sftp:Host"] = "127.0.0.1";
            values["Gateway:Profiles:FileDrop:Sftp:Port"] = sftp.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
            values["Gateway:Profiles:FileDrop:Sftp:User"] = PrivateSftp.User;
            values["Gateway:Profiles:FileDrop:Sftp:HostKeys:0"] = sftp.HostKey;
            values["Gateway:Profiles:FileDrop:Sftp:Path"] = sftp.Folder;
            values["Gateway:Profiles:FileDrop:PrivateKey"] = sftp.PrivateKey;
            settings?.Invoke(values);
        },
        sftp.Folder);
}
