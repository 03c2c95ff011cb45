using CsCheck;
using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Delivery;
using Xunit;

namespace Gateway.UnitTests.Delivery;

public sealed class BatchPackingTests
{
    [Fact]
    public void Every_document_goes_out_once_whole_in_order_and_under_its_batchs_number() =>
        Gen.Select(Gen.Int[-1, 12].Array[1, 60], Gen.Int[1, 20], Gen.Int[1, 30]).Sample((sizes, mostRows, mostMembers) =>
        {
            ClaimedDelivery[] claimed = [.. sizes.Select((_, i) => new ClaimedDelivery(i, $"D{i}", 1, null))];
            IDeliverable[] documents = [.. sizes.Select((x, i) => new Document(i, x))];
            var number = 0;
            var (batches, leftOut) = BatchPacking.Pack(
                new NoSink(), claimed, documents, mostRows, mostMembers, () => new BatchStamp($"{++number}", default));
            Assert.Equal(sizes.Index().Where(x => x.Item > 0).Select(x => (long)x.Index), batches.SelectMany(x => x.Members).Select(x => x.DeliveryId));
            Assert.Equal(sizes.Index().Where(x => x.Item <= 0).Select(x => (long)x.Index), leftOut.Select(x => x.Delivery.DeliveryId));
            Assert.True(number <= claimed.Length);
            Assert.All(batches, x =>
            {
                Assert.Equal(x.Rows.Count, x.Members.Sum(y => y.Rows));
                Assert.True(x.Rows.Count <= mostRows || x.Members.Count == 1);
                Assert.True(x.Members.Count <= mostMembers);
                Assert.All(x.Rows, y => Assert.EndsWith($"@{x.Stamp.BatchNo}", y.WireId, StringComparison.Ordinal));
            });
        });

    private sealed class Document(int place, int rows) : IDeliverable
    {
        public MappedDocument Map(ISink sink, BatchStamp stamp) => rows <= 0
            ? new MappedDocument.Parked("no_code", "没有对应的代码", false)
            : new MappedDocument.Rows([.. Enumerable.Range(0, rows).Select(x => new WireRow($"{place}-{x}@{stamp.BatchNo}", []))]);
    }

    private sealed class NoSink : ISink
    {
        public string Target => "t";

        public PlatformKey Platform => throw new NotSupportedException();

        public TargetTraits Traits => throw new NotSupportedException();

        public SinkLimits Limits => throw new NotSupportedException();

        public byte[] Compose(BatchStamp stamp, IReadOnlyList<WireRow> rows) => throw new NotSupportedException();

        public Task<PushOutcome> PushAsync(PushBatch batch, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<PushOutcome> ProbeAsync(PushBatch batch, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<PushOutcome> ReceiptAsync(PushBatch batch, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
