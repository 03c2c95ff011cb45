using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Fixtures;

/// <summary>Real processes under the tests' hands; MSBuild stands for any long-running program.</summary>
public sealed class ProcessTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_output_and_the_exit_code_are_seen()
    {
        await using var process = ProgramProcess.Start("version", "--version", []);
        await process.WaitForLineAsync("the version", x => x.StartsWith("10.", StringComparison.Ordinal), _limit, Cancelled);
        Assert.Equal(0, await process.WaitForExitAsync(_limit, Cancelled));
    }

    [Fact]
    public async Task A_process_that_ends_early_says_so_instead_of_letting_wait()
    {
        await using var process = ProgramProcess.Start("version", "--version", []);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => process.WaitForLineAsync("a line that never comes", _ => false, _limit, Cancelled));
        Assert.Contains("10.", failure.Message, StringComparison.Ordinal);
    }
}
