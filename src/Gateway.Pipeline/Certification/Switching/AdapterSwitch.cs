using Gateway.Adapters.Configuration;
using Microsoft.Extensions.Options;

namespace Gateway.Pipeline.Certification.Switching;

/// <summary>Says which adapters are on. Whoever pulls or sends asks it first; what is off keeps its queue.</summary>
public interface IAdapterSwitch
{
    /// <param name="adapters">The directory that the work is done with.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<SwitchBoard> LookAsync(IAdapterDirectory adapters, CancellationToken cancellationToken);
}

/// <summary>Everything that is configured is on.</summary>
internal sealed class EverythingOn : IAdapterSwitch
{
    public Task<SwitchBoard> LookAsync(IAdapterDirectory adapters, CancellationToken cancellationToken) => Task.FromResult(SwitchBoard.AllOn);
}

/// <summary>In production an adapter is on when it is certified as it is configured, or an operator answers for it. Looked up once in some seconds.</summary>
internal sealed class AdapterSwitch(CertificationStore store, IOptions<ModeOptions> options, TimeProvider clock) : IAdapterSwitch, IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _one = new(1);
    private Look? _last;

    public async Task<SwitchBoard> LookAsync(IAdapterDirectory adapters, CancellationToken cancellationToken)
    {
        if (options.Value.Mode != ModeOptions.Production)
        {
            return SwitchBoard.AllOn;
        }

        var current = adapters.Current;
        if (_last is { } last && last.Serves(current, clock.GetUtcNow()))
        {
            return last.Board;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            var now = clock.GetUtcNow();
            if (_last is { } made && made.Serves(current, now))
            {
                return made.Board;
            }

            var known = (await store.LatestAsync(cancellationToken)).ToLookup(x => (x.Area, x.Profile));
            var digests = _last is { } before && ReferenceEquals(before.Adapters, current) ? before.Digests : DigestsOf(current);
            var off = digests
                .Select(x => (x.Key, Why: SwitchRules.OffBecause(known[x.Key], x.Value, now)))
                .Where(x => x.Why is not null).ToDictionary(x => x.Key, x => x.Why ?? "");
            _last = new Look(current, digests, new SwitchBoard(off), now + Fresh);
            return _last.Board;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    /// <summary>Every adapter in use, with the digest of its settings.</summary>
    internal static Dictionary<(string Area, string Profile), string> DigestsOf(IAdapterDirectory adapters)
    {
        var effective = adapters.Effective.ToLookup(x => x.Area);
        return adapters.Areas
            .SelectMany(area => area.Feeds.Select(x => x.Profile).Concat(adapters.SinksOf(area.Area).Select(x => x.Platform.Profile)).Distinct()
                .Select(profile => (area.Area, Profile: profile)))
            .ToDictionary(x => x, x => AdapterDigest.Of(effective[x.Area], x.Area, x.Profile));
    }

    private sealed record Look(
        IAdapterDirectory Adapters, Dictionary<(string Area, string Profile), string> Digests, SwitchBoard Board, DateTimeOffset Until)
    {
        public bool Serves(IAdapterDirectory adapters, DateTimeOffset now) => ReferenceEquals(Adapters, adapters) && now < Until;
    }
}
