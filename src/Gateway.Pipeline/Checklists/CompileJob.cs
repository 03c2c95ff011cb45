using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Adapters.Configuration;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Checklists.Compile;
using Gateway.Pipeline.Checklists.Rules;
using Gateway.Pipeline.Checklists.Versions;
using Gateway.Pipeline.Normalise;
using Gateway.Pipeline.Quality;
using Gateway.Pipeline.Runs;
using Microsoft.Extensions.Logging;

namespace Gateway.Pipeline.Checklists;

/// <summary>Compiles an area's checklist: catalogue, version, diff, findings, audit entry and what goes out, in one transaction.</summary>
public sealed class CompileJob(
    ChecklistStore store, FieldRules rules, IAdapterDirectory adapters, AuditLog audit, QualityStore quality, IChecklistPublisher publisher,
    TimeProvider clock, ILogger<CompileJob> log)
{
    private const string Feed = "checklist";

    public async Task<CompileOutcome> RunAsync(string area, CancellationToken cancellationToken)
    {
        var current = adapters.Current;
        if (current.Areas.FirstOrDefault(x => x.Area == area) is not { } settings)
        {
            return new CompileOutcome.UnknownArea(area);
        }

        await using var step = await store.BeginAsync(area, cancellationToken);
        var matters = await ChecklistStore.ReadMattersAsync(step, cancellationToken);
        var input = new ChecklistInput(area, settings.Level, ChinaTime.DayOf(clock.GetUtcNow()), matters, rules);
        var list = ChecklistCompiler.Compile(input);
        await quality.RecordAsync(step.Connection, step.Transaction, area, Feed, null, Findings(list), cancellationToken);
        var before = await ChecklistStore.ReadLatestAsync(step, cancellationToken);
        var digest = SHA256.HashData(CanonicalChecklist.Bytes(list));
        if (before is not null && before.Digest.AsSpan().SequenceEqual(digest))
        {
            await PublishAsync(step, before.Version, [], list, cancellationToken);
            await step.CommitAsync(cancellationToken);
            log.LogInformation("checklist unchanged {area} {version}", area, before.Version);
            return new CompileOutcome.Unchanged(area, before.Version, list.Items.Count, list.Disputes.Count, list.Issues.Count);
        }

        var version = new StoredChecklist((before?.Version ?? 0) + 1, input.Day, clock.GetUtcNow(), rules.Version, digest, list);
        var changes = ChecklistDiff.Between(before, list, input);
        await ChecklistStore.AddAsync(step, version, changes, cancellationToken);
        await PublishAsync(step, version.Version, changes, list, cancellationToken);
        var outcome = Outcome(version, changes);
        await audit.AppendAsync(step.Connection, step.Transaction, [Event(version, outcome, current.Version)], cancellationToken);
        await step.CommitAsync(cancellationToken);
        log.LogInformation("checklist compiled {area} {version} {items} {disputes}", area, version.Version, outcome.Items, outcome.Disputes);
        return outcome;
    }

    private Task PublishAsync(
        ChecklistStep step, int version, IReadOnlyList<ChecklistChange> changes, CompiledChecklist list, CancellationToken cancellationToken) =>
        publisher.PublishAsync(
            step.Connection, step.Transaction, list.Area, PublicationRules.Of(version, changes),
            PublicationRules.Standing(version, list.Items.Select(x => x.Item)), cancellationToken);

    private static CompileOutcome.NewVersion Outcome(StoredChecklist version, IReadOnlyList<ChecklistChange> changes) => new(
        version.List.Area, version.Version, version.List.Items.Count, version.List.Disputes.Count,
        changes.Count(x => x.Kind == ChangeKind.Added), changes.Count(x => x.Kind == ChangeKind.Removed),
        changes.Count(x => x.Kind == ChangeKind.Changed), version.List.Issues.Count);

    private static AuditEvent Event(StoredChecklist version, CompileOutcome.NewVersion outcome, string adapters) => new(
        AuditKinds.ChecklistPublished, outcome.Area, $"checklist:{outcome.Area}#{outcome.Version}", JsonSerializer.Serialize(new
        {
            version = outcome.Version, digest = Convert.ToHexStringLower(version.Digest), day = version.CompiledFor, rules = version.RulesVersion, adapters = adapters[..Math.Min(12, adapters.Length)],
            items = outcome.Items, disputes = outcome.Disputes, added = outcome.Added, removed = outcome.Removed, changed = outcome.Changed,
        }));

    // One finding a kind of problem and department, with its count, as everywhere.
    private static List<Finding> Findings(CompiledChecklist list) =>
    [
        .. list.Issues.GroupBy(x => new FindingKind(IssueClasses.Missing, x.Problem, x.Field, x.DeptCode))
            .Select(x => new Finding(x.Key, x.First().Message, x.First().Sample, x.LongCount())),
    ];
}
