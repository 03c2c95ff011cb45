using Gateway.Adapters.Configuration;
using Gateway.Adapters.Configuration.Binding;

namespace Gateway.Adapters.Signing;

/// <summary>
/// The secrets of one adapter: those in force, and those that are exchanged for them (<c>Next…</c>, <c>Previous…</c>). A call is signed with
/// the ones that the peer took last; when it refuses them, the others are tried before the refusal counts.
/// </summary>
/// <typeparam name="TOptions">The profile's options; each set of secrets is a whole instance of them.</typeparam>
public sealed class Credentials<TOptions>
    where TOptions : class
{
    private readonly AdapterContext _context;
    private readonly List<Credential<TOptions>> _all;

    /// <summary>All sets that differ, those in force first.</summary>
    /// <param name="context">Of the adapter.</param>
    /// <param name="options">Of the adapter, with the secrets in force.</param>
    public Credentials(AdapterContext context, TOptions options)
    {
        _context = context;
        var known = new[] { new CredentialVariant(CredentialVariant.InForce, options) }.Concat(context.Variants);
        _all = [.. known.Where(x => x.Options is TOptions).Select(Of).DistinctBy(x => x.Mark)];
        context.Choices.Offer(Key, _all);
    }

    // A batch in flight keeps the configuration that it began with, but not secrets that were taken out of use meanwhile: the newest are at hand.
    private List<Credential<TOptions>> All =>
        [.. _all.Concat(_context.Choices.Offered(Key) as IReadOnlyList<Credential<TOptions>> ?? []).DistinctBy(x => x.Mark)];

    private string Key => $"{_context.CredentialScope}\n{_context.Area}\n{typeof(TOptions).FullName}";

    /// <summary>What to sign with now.</summary>
    public Credential<TOptions> InUse
    {
        get
        {
            var taken = _context.Choices.TakenLast(_context.CredentialScope);
            return _all.Find(x => x.Mark == taken) ?? All.Find(x => x.Mark == taken) ?? _all[0];
        }
    }

    /// <summary>What to try after a refusal; <see langword="null"/> when all have been tried.</summary>
    /// <param name="first">What the call began with.</param>
    /// <param name="refused">What the peer refused now.</param>
    public Credential<TOptions>? After(Credential<TOptions> first, Credential<TOptions> refused)
    {
        var all = All;
        var at = all.FindIndex(x => x.Mark == refused.Mark);
        var next = all[(at + 1) % all.Count];
        return at < 0 || next.Mark == first.Mark ? null : next;
    }

    /// <summary>The peer took it: it is used from now on, in every adapter of the same credentials.</summary>
    public void Taken(Credential<TOptions> credential)
    {
        if (_context.Choices.Take(_context.CredentialScope, credential.Mark))
        {
            _context.CredentialUses?.Taken(_context.CredentialScope, credential.Name, SecretsOf(credential.Options));
        }
    }

    private static Credential<TOptions> Of(CredentialVariant variant) =>
        new(variant.Name, (TOptions)variant.Options, EffectiveSetting.MarkOf(SecretsOf(variant.Options)));

    private static string SecretsOf(object options) => string.Join(
        '\u001f', OptionShape.Of(options.GetType()).Properties.Where(x => x.Secret).Select(x => x.Property.GetValue(options) as string ?? ""));
}

/// <summary>One set of secrets of an adapter.</summary>
/// <param name="Name">Which it is: see <see cref="CredentialVariant"/>.</param>
/// <param name="Options">The profile's options with these secrets.</param>
/// <param name="Mark">Tells it from the others within this process.</param>
public sealed record Credential<TOptions>(string Name, TOptions Options, string Mark)
{
    /// <summary>Never shows the secrets.</summary>
    public override string ToString() => Name;
}
