using System.Text.Json;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.Leads;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Protection;
using Gateway.Pipeline.Results;
using Npgsql;

namespace Gateway.Pipeline.Leads;

/// <summary>
/// Takes in leads of a county's own and the steps of handling: each stored with its deliveries and its audit entry in one transaction. The same
/// step of a lead again is the same, whatever came between.
/// </summary>
public sealed class LeadIntake(
    NpgsqlDataSource database, IAdapterDirectory directory, LeadStore leads, PlacementStore placements, AuditLog audit, FieldCipher cipher,
    IResultNudge nudge, TimeProvider clock)
{
    /// <param name="area">The area of the caller's key.</param>
    /// <param name="lead">As parsed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<LeadOutcome> StoreAsync(string area, CountyLead lead, CancellationToken cancellationToken)
    {
        if (LeadRules.Check(lead, area, clock.GetUtcNow()) is { Count: > 0 } problems)
        {
            return new LeadOutcome.Invalid(problems);
        }

        var prepared = PreparedDocument<CountyLead>.Of(lead.LeadNo, 1, lead, LeadFormat.Bytes(lead), cipher);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (isNew, hash) = await leads.InsertOwnAsync(connection, transaction, area, prepared, cancellationToken);
        if (!isNew)
        {
            return hash.AsSpan().SequenceEqual(prepared.Hash) ? new LeadOutcome.Same(1) : new LeadOutcome.Conflict();
        }

        await audit.AppendAsync(
            connection, transaction, [new AuditEvent(AuditKinds.LeadStored, area, $"lead:{area}/{prepared.Id}", Detail(prepared.Hash, null))], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new LeadOutcome.Stored(1);
    }

    /// <param name="area">The area of the caller's key.</param>
    /// <param name="leadNo">The lead that it is about.</param>
    /// <param name="handling">As parsed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<LeadOutcome> StoreAsync(string area, string leadNo, LeadHandling handling, CancellationToken cancellationToken)
    {
        if (LeadRules.Check(handling, clock.GetUtcNow()) is { Count: > 0 } problems)
        {
            return new LeadOutcome.Invalid(problems);
        }

        if (!LeadRules.CanBeNamed(leadNo))
        {
            return new LeadOutcome.Unknown();
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await LeadStore.FindAsync(connection, transaction, area, leadNo, cancellationToken) is not { } lead)
        {
            return new LeadOutcome.Unknown();
        }

        var canonical = LeadFormat.Bytes(handling);
        var stored = await VersionStore.LockAsync(
            connection, transaction, DocumentTable.Handling, area, [leadNo], clock.GetUtcNow(), cancellationToken);
        var step = PreparedDocument<LeadHandling>.Of(leadNo, stored.Count + 1, handling, canonical, cipher);
        if (stored.FirstOrDefault(x => x.Hash.AsSpan().SequenceEqual(step.Hash)) is { } same)
        {
            return new LeadOutcome.Same(same.Version);
        }

        await leads.AddStepAsync(connection, transaction, area, step, cancellationToken);
        await placements.PlaceAsync(
            connection, transaction, area, DocumentTable.Handling.Kind, [.. Wanted(area, lead, step.Version)], stored.Count == 0 ? [] : [leadNo],
            cancellationToken);
        await audit.AppendAsync(
            connection, transaction,
            [new AuditEvent(AuditKinds.HandlingStored, area, $"handling:{area}/{leadNo}#{step.Version}", Detail(step.Hash, handling.State))],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await nudge.ResultsStoredAsync(area, cancellationToken);
        return new LeadOutcome.Stored(step.Version);
    }

    /// <summary>Only a platform that the lead came from can be told: what a county received itself stays with it.</summary>
    private IEnumerable<WantedDelivery> Wanted(string area, LeadFacts lead, int version) => directory.SinksOf(area).OfType<ILeadSink>().Select(
        sink => lead.FromPlatform
            ? new WantedDelivery(sink.Target, lead.LeadNo, version)
            : new WantedDelivery(sink.Target, lead.LeadNo, version, "own_lead", "本地区自行受理的线索，不回传"));

    private static string Detail(byte[] hash, HandlingState? state) => JsonSerializer.Serialize(new { hash = Convert.ToHexStringLower(hash), state = state?.ToString() });
}

/// <summary>What became of a lead or a step that was handed in.</summary>
public abstract record LeadOutcome
{
    private LeadOutcome()
    {
    }

    /// <param name="Version">Place of the step among those of its lead; 1 for a lead.</param>
    public sealed record Stored(int Version) : LeadOutcome;

    /// <summary>It was there already.</summary>
    /// <param name="Version">Place of the step among those of its lead; 1 for a lead.</param>
    public sealed record Same(int Version) : LeadOutcome;

    /// <summary>The lead's number is taken by another content.</summary>
    public sealed record Conflict : LeadOutcome;

    /// <summary>The area has no such lead.</summary>
    public sealed record Unknown : LeadOutcome;

    public sealed record Invalid(IReadOnlyList<ResultProblem> Problems) : LeadOutcome;
}
