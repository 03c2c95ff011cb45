using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Certification.Certify;
using Xunit;

namespace Gateway.UnitTests.Certification;

/// <summary>
/// A certification reads and takes nothing away: files stay where they lie. Fails when: the directory of a certification hands out the source itself.
/// </summary>
public sealed class HandsOffTests
{
    [Fact]
    public async Task A_source_that_consumes_what_it_reads_is_only_read()
    {
        var consuming = new ConsumingSource();
        var directory = new HandsOffDirectory(new OneSource(consuming));
        var source = directory.SourceOf("610502", Feed.Matter);
        Assert.NotNull(source);
        Assert.False(source is IConsumingSource);
        Assert.Same(source, directory.SourceOf("610502", Feed.Matter));
        await foreach (var page in source.ReadAsync(new PullRequest("610502", Feed.Matter, PullMode.Full, null, null, null), TestContext.Current.CancellationToken))
        {
            Assert.Equal(7, page.Number);
        }

        Assert.Equal(1, consuming.Reads);
    }

    private sealed class OneSource(ISource source) : IAdapterDirectory
    {
        public IReadOnlyList<AreaSettings> Areas => [];

        public string Version => "test";

        public ISource? SourceOf(string area, Feed feed) => source;

        public IReadOnlyList<ISink> SinksOf(string area) => [];
    }

    private sealed class ConsumingSource : IConsumingSource
    {
        public int Reads { get; private set; }

        public string Profile => "laid-down";

        public IReadOnlyCollection<Feed> Feeds => [Feed.Matter];

        public async IAsyncEnumerable<SourcePage> ReadAsync(
            PullRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask; // in memory
            Reads++;
            yield return new SourcePage { Number = 7, Body = ReadOnlyMemory<byte>.Empty, Rows = new PageRows([], []) };
        }

        public PageRows Parse(Feed feed, ReadOnlyMemory<byte> body) => new([], []);

        public Task<PullMode> ModeAsync(PullRequest wanted, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task SettleAsync(SettledRead read, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
