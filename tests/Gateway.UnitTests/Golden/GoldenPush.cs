using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.Checklists;
using Gateway.Contracts.CreditRecords;
using Gateway.Contracts.Leads;
using Gateway.Contracts.Results;
using Xunit;

namespace Gateway.UnitTests.Golden;

/// <summary>A record as it goes out: rows, the exact bytes of a batch of it alone, where it was sent and what the answer is taken for.</summary>
internal static class GoldenPush
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    private static readonly BatchStamp Stamp = new("2026110400001", new DateTime(2026, 11, 4, 9, 0, 0));

    public static async Task<JsonNode> DescribeAsync(GoldenSample sample, string target, TimeProvider time)
    {
        using var peer = new GoldenPeer(sample.Answer ?? [], sample.AnswerType, sample.Config.Status);
        var sink = GoldenCatalog.Load(sample, peer, time).SinksOf(GoldenCatalog.Area).Single(x => x.Target == target);
        var operation = Enum.Parse<DeliveryOperation>(sample.Config.Operation, ignoreCase: true);
        switch (Map(sink, sample.Input, operation))
        {
            case Mapping.Unmappable unmappable:
                return new JsonObject { ["unmappable"] = unmappable.Code, ["reason"] = unmappable.Reason };
            case Mapping.WaitsForCatalogue waits:
                return new JsonObject { ["waits"] = waits.Reason };
            case Mapping.Mapped mapped:
                var payload = sink.Compose(Stamp, mapped.Rows);
                var seen = new JsonObject
                {
                    ["rows"] = new JsonArray([.. mapped.Rows.Select(row => new JsonObject
                    {
                        ["wireId"] = row.WireId, ["row"] = JsonNode.Parse(row.Json),
                    })]),
                    ["payload"] = Encoding.UTF8.GetString(payload),
                };
                if (sample.Answer is not null)
                {
                    seen["outcome"] = await OutcomeAsync(sink, new PushBatch(Stamp, operation, payload, [.. mapped.Rows.Select(x => x.WireId)]), sample.Config.Receipt);
                    seen["requests"] = new JsonArray([.. peer.Requests.Select(x => JsonValue.Create(x))]);
                }

                return seen;
            default:
                throw new InvalidOperationException();
        }
    }

    private static Mapping Map(ISink sink, byte[] input, DeliveryOperation operation) => sink switch
    {
        IPublicitySink publicity => publicity.Map(Publishable.From(Read<ResultInput>(input).ToShareable(operation), exemptNow: false)!, Stamp),
        ISharingSink sharing => sharing.Map(Read<ResultInput>(input).ToShareable(operation), Stamp),
        ILeadSink leads => leads.Map(Read<LeadInput>(input).ToLead(), Stamp),
        IChecklistSink checklist => checklist.Map(new ChecklistEntry(GoldenCatalog.Area, 2, Read<ChecklistItem>(input), operation), Stamp),
        IRecordSink<Penalty> penalty => penalty.Map(RecordOf<Penalty>(input, operation), Stamp),
        IRecordSink<Licence> licence => licence.Map(RecordOf<Licence>(input, operation), Stamp),
        _ => throw new InvalidOperationException($"no sample can be sent to a {sink.GetType().Name} yet"),
    };

    private static PublishableRecord<T> RecordOf<T>(byte[] input, DeliveryOperation operation)
        where T : class, ICreditRecord => PublishableRecord.From(new RecordCopy<T>(Read<T>(input), new DateOnly(2027, 10, 30), operation))!;

    private static T Read<T>(byte[] input) => JsonSerializer.Deserialize<T>(input, Options)!;

    private static async Task<JsonNode> OutcomeAsync(ISink sink, PushBatch batch, bool receipt)
    {
        var cancelled = TestContext.Current.CancellationToken;
        try
        {
            return await (receipt ? sink.ReceiptAsync(batch, cancelled) : sink.PushAsync(batch, cancelled)) switch
            {
                PushOutcome.Answered answered => new JsonArray([.. answered.Verdicts.Select(x => new JsonObject
                {
                    ["wireId"] = x.WireId, ["kind"] = x.Kind.ToString(), ["code"] = x.Code, ["message"] = x.Message,
                })]),
                PushOutcome.RefusedWhole refused => new JsonObject { ["refused"] = refused.Code, ["message"] = refused.Message },
                var other => JsonValue.Create(other.GetType().Name),
            };
        }
        catch (Exception e) when (e is TransientFailure or PermanentFailure)
        {
            return GoldenFailure.Describe(e);
        }
    }

    private sealed record LeadInput(string LeadNo, LeadHandling[] Steps)
    {
        public HandledLead ToLead() => new(LeadNo, [.. Steps.Select((step, i) => new HandlingStep(i + 1, step))]);
    }

    private sealed record ResultInput(
        InspectionResult Result, InspectionResult? Served, string? RegNo, string? AddressRegistered, string? AddressOperating,
        Dictionary<string, IReadOnlyList<string>>? ImplementCodes)
    {
        public Shareable ToShareable(DeliveryOperation operation) => new(
            Result, new DirectoryFacts(RegNo, AddressRegistered, AddressOperating, ImplementCodes ?? []), operation, "录入有误", "更正申请", Served);
    }
}
