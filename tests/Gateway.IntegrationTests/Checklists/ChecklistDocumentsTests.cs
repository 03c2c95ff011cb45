using System.Security.Cryptography;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.Checklists;
using Gateway.Pipeline.Checklists.Compile;
using Gateway.Pipeline.Checklists.Publish;
using Gateway.Pipeline.Checklists.Versions;
using Gateway.Pipeline.Delivery;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Checklists;

/// <summary>What a batch is made of when an item is sent, or taken back after it stopped being fit to be sent.</summary>
public sealed class ChecklistDocumentsTests(DatabasePerClass database) : IClassFixture<DatabasePerClass>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DeliveryOperation.Correct, 2, null)]
    [InlineData(DeliveryOperation.Withdraw, 2, "商务局")]
    [InlineData(DeliveryOperation.Withdraw, 3, "商务局")]
    public async Task A_withdrawn_item_goes_out_as_it_last_could_be_sent(DeliveryOperation operation, int version, string? lead)
    {
        var area = $"61{(int)operation}{version}00";
        await using (var step = await new ChecklistStore(database.DataSource).BeginAsync(area, Cancelled))
        {
            await AddAsync(step, 1, new ChecklistDepartment("c1", "商务局"));
            await AddAsync(step, 2, null);
            await step.CommitAsync(Cancelled);
        }

        await using var connection = await database.DataSource.OpenConnectionAsync(Cancelled);
        await using var transaction = await connection.BeginTransactionAsync(Cancelled);
        var documents = await new ChecklistDocuments().LoadAsync(
            connection, transaction, area, operation, [new ClaimedDelivery(1, "item", version, null)], Cancelled);
        var sink = new CapturingSink();
        Assert.Single(documents).Map(sink, new BatchStamp("2026112300001", default));
        Assert.Equal((version, operation, lead), (sink.Entry!.ListVersion, sink.Entry.Operation, sink.Entry.Item.Lead?.Name));
    }

    private static Task AddAsync(ChecklistStep step, int version, ChecklistDepartment? lead)
    {
        var item = new ChecklistItem
        {
            ItemId = "item", Field = "成品油流通", Lead = lead, Joining = [new ChecklistDepartment("c2", "市监局")], Matter = "检查", MatterCodes = ["61010000000001"],
            Basis = "《甲法》第一条", Object = "加油站", ItemClass = "重点", Method = "现场检查", Level = "县",
        };
        var list = new CompiledChecklist(step.Area, "县", [new CompiledItem(item, [])], [], []);
        return ChecklistStore.AddAsync(
            step, new StoredChecklist(version, new DateOnly(2026, 11, 23), DateTimeOffset.UnixEpoch, "r", SHA256.HashData(CanonicalChecklist.Bytes(list)), list), [], Cancelled);
    }

    private sealed class CapturingSink : IChecklistSink
    {
        public ChecklistEntry? Entry { get; private set; }

        public string Target => "t";

        public PlatformKey Platform { get; } = new("t", "");

        public TargetTraits Traits { get; } = new(false, [], [], false, false, false);

        public SinkLimits Limits { get; } = new(10, 1, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));

        public Mapping Map(ChecklistEntry entry, BatchStamp stamp)
        {
            Entry = entry;
            return new Mapping.Mapped([]);
        }

        public byte[] Compose(BatchStamp stamp, IReadOnlyList<WireRow> rows) => throw new NotSupportedException();

        public Task<PushOutcome> PushAsync(PushBatch batch, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<PushOutcome> ProbeAsync(PushBatch batch, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<PushOutcome> ReceiptAsync(PushBatch batch, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
