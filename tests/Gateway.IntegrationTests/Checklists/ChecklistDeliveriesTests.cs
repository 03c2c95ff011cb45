using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Checklists.Publish;
using Gateway.Pipeline.Checklists.Versions;
using Gateway.Pipeline.Delivery;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Checklists;

/// <summary>Which target gets what of a list.</summary>
public sealed class ChecklistDeliveriesTests(DatabasePerClass database) : IClassFixture<DatabasePerClass>, IAdapterDirectory
{
    private const string Area = "610502";

    private readonly List<ISink> _sinks = [];

    public IReadOnlyList<AreaSettings> Areas { get; } = [new(Area, "临渭区", "县", [], [], "", null)];

    public string Version => "test";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ISource? SourceOf(string area, Feed feed) => null;

    public IReadOnlyList<ISink> SinksOf(string area) => _sinks;

    [Fact]
    public async Task A_target_added_later_gets_the_whole_list_once_and_then_the_changes()
    {
        _sinks.Add(new ListSink("first"));
        await PublishAsync([Insert("a", 1), Insert("b", 1)], [Insert("a", 1), Insert("b", 1)]);
        _sinks.Add(new ListSink("second"));
        await PublishAsync([], [Insert("a", 1), Insert("b", 1)]);
        await PublishAsync([], [Insert("a", 1), Insert("b", 1)]);
        await PublishAsync([Insert("c", 2)], [Insert("a", 2), Insert("b", 2), Insert("c", 2)]);
        Assert.Equal(
            ["first a#1 i queued", "first b#1 i queued", "first c#2 i queued", "second a#1 i queued", "second b#1 i queued", "second c#2 i queued"],
            await ListAsync());
    }

    private static ChecklistPublication Insert(string item, int version) => new(item, version, DeliveryOperation.Insert);

    private async Task PublishAsync(IReadOnlyList<ChecklistPublication> changes, IReadOnlyList<ChecklistPublication> standing)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(Cancelled);
        await using var transaction = await connection.BeginTransactionAsync(Cancelled);
        await new ChecklistDeliveries(this, new PlacementStore(TimeProvider.System)).PublishAsync(connection, transaction, Area, changes, standing, Cancelled);
        await transaction.CommitAsync(Cancelled);
    }

    private async Task<List<string>> ListAsync()
    {
        await using var command = database.DataSource.CreateCommand(
            "select target || ' ' || doc_id || '#' || version || ' ' || operation || ' ' || state from delivery order by 1");
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        var lines = new List<string>();
        while (await reader.ReadAsync(Cancelled))
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }

    private sealed class ListSink(string target) : IChecklistSink
    {
        public string Target => target;

        public PlatformKey Platform { get; } = new(target, "");

        public TargetTraits Traits { get; } = new(false, [], [], false, false, false);

        public SinkLimits Limits { get; } = new(10, 1, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));

        public Mapping Map(ChecklistEntry entry, BatchStamp stamp) => throw new NotSupportedException();

        public byte[] Compose(BatchStamp stamp, IReadOnlyList<WireRow> rows) => throw new NotSupportedException();

        public Task<PushOutcome> PushAsync(PushBatch batch, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<PushOutcome> ProbeAsync(PushBatch batch, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<PushOutcome> ReceiptAsync(PushBatch batch, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
