using Gateway.Adapters.Configuration;
using Gateway.Pipeline.Protection;
using Microsoft.Extensions.Logging;

namespace Gateway.Pipeline.Reload;

/// <summary>
/// Looks at the configuration's files and takes what changed, or refuses it whole. Every process does so for itself; the history holds a
/// change once. It is written before it is taken: with the database away the old configuration goes on.
/// </summary>
public sealed class ReloadStep(
    AdapterLoader loader, AdapterDirectoryHolder directory, ReloadStore store, FieldCipher cipher, ProcessName process, TimeProvider clock,
    ILogger<ReloadStep> log)
{
    private static readonly TimeSpan Sign = TimeSpan.FromMinutes(1);

    private ReloadRules _rules = ReloadRules.Start;
    private IReadOnlyList<ConfigurationProblem> _problems = [];
    private DateTimeOffset _since = clock.GetUtcNow();
    private DateTimeOffset? _signedAt;

    public async Task<ReloadOutcome> RunAsync(CancellationToken cancellationToken)
    {
        var outcome = await LookAsync(cancellationToken);
        var now = clock.GetUtcNow();
        if (outcome is not ReloadOutcome.Nothing || _signedAt is not { } at || now - at >= Sign)
        {
            await store.SignAsync(process.Value, directory.Version, _since, _problems, now, cancellationToken);
            _signedAt = now;
        }

        return outcome;
    }

    private async Task<ReloadOutcome> LookAsync(CancellationToken cancellationToken)
    {
        if (Digest() is not { } digest)
        {
            return new ReloadOutcome.Nothing();
        }

        (var move, _rules) = _rules.Look(digest);
        if (move != ReloadMove.Read || Load(digest) is not { } load)
        {
            return new ReloadOutcome.Nothing();
        }

        var outcome = load switch
        {
            CatalogLoad.Loaded loaded => await JudgeAsync(loaded.Catalog, digest, cancellationToken),
            CatalogLoad.Refused refused => await RefuseAsync(refused.Problems, digest, cancellationToken),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        _rules = ReloadRules.Done(digest);
        return outcome;
    }

    private async Task<ReloadOutcome> JudgeAsync(AdapterCatalog catalog, string digest, CancellationToken cancellationToken)
    {
        var differences = SettingChange.Between(directory.Catalog.Effective, catalog.Effective);
        if (differences.Count == 0)
        {
            _problems = [];
            return new ReloadOutcome.Same();
        }

        await store.TakenAsync(process.Value, cipher.LookupHash(digest), directory.Version, catalog.Version, differences, cancellationToken);
        directory.Take(catalog);
        (_problems, _since) = ([], clock.GetUtcNow());
        foreach (var x in differences)
        {
            ReloadLog.Changed(log, x.Path, x.Old ?? "（无）", x.New ?? "（无）", x.Origin, string.Join('、', x.Areas));
        }

        ReloadLog.Taken(log, catalog.Version, differences.Count);
        return new ReloadOutcome.Taken(catalog.Version, differences);
    }

    private async Task<ReloadOutcome> RefuseAsync(IReadOnlyList<ConfigurationProblem> problems, string digest, CancellationToken cancellationToken)
    {
        await store.RefusedAsync(process.Value, cipher.LookupHash(digest), directory.Version, problems, cancellationToken);
        _problems = problems;
        ReloadLog.Refused(log, directory.Version, ConfigurationReport.Of(problems));
        return new ReloadOutcome.Refused(problems);
    }

    /// <summary>Reads; <see langword="null"/> where the files changed meanwhile: then they have not come to rest.</summary>
    private CatalogLoad? Load(string digest)
    {
        try
        {
            var load = loader.Reload();
            return Digest() == digest ? load : null;
        }
        catch (Exception moving) when (moving is IOException or UnauthorizedAccessException)
        {
            ReloadLog.Unreadable(log, moving.GetType().Name);
            return null;
        }
    }

    private string? Digest()
    {
        try
        {
            return Convert.ToHexStringLower(loader.DigestFiles());
        }
        catch (Exception moving) when (moving is IOException or UnauthorizedAccessException)
        {
            ReloadLog.Unreadable(log, moving.GetType().Name);
            return null;
        }
    }
}
