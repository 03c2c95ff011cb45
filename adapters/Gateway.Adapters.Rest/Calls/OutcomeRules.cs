using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using Gateway.Adapters.Rest.Options;

namespace Gateway.Adapters.Rest.Calls;

/// <summary>What codes, texts and statuses mean. Pure; a code in no list is unknown.</summary>
internal sealed class OutcomeRules
{
    private readonly Dictionary<string, Outcome> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Outcome> _texts;
    private readonly Dictionary<int, Outcome> _statuses;

    public OutcomeRules(OutcomeOptions options)
    {
        Add(options.Success, Outcome.Success);
        Add(options.Empty, Outcome.Empty);
        Add(options.Expired, Outcome.Expired);
        Add(options.StaleSecret, Outcome.StaleSecret);
        Add(options.Retry, Outcome.Retry);
        Add(options.RefuseWhole, Outcome.RefuseWhole);
        Add(options.NotKnown, Outcome.NotKnown);
        Add(options.Final, Outcome.Final);
        _texts = options.Texts ?? [];
        _statuses = (options.Statuses ?? []).ToDictionary(pair => int.Parse(pair.Key, CultureInfo.InvariantCulture), pair => pair.Value);
        Judged = _statuses.Keys.Select(status => (HttpStatusCode)status).ToFrozenSet();
    }

    /// <summary>Statuses whose answer is judged here, not by the transport.</summary>
    public FrozenSet<HttpStatusCode> Judged { get; }

    public Outcome OfCode(string? code) => _codes.GetValueOrDefault(code ?? "", Outcome.Unknown);

    public Outcome? OfText(string? text) => text is not null && _texts.TryGetValue(text, out var outcome) ? outcome : null;

    /// <summary>What a status means by itself; <see langword="null"/> where the body says it.</summary>
    public Outcome? OfStatus(HttpStatusCode status) =>
        _statuses.TryGetValue((int)status, out var outcome) && outcome != Outcome.Body ? outcome : null;

    /// <summary>Longest text that stands for an outcome.</summary>
    public int LongestText => _texts.Keys.Select(text => text.Length).DefaultIfEmpty(0).Max();

    private void Add(IReadOnlyList<string>? codes, Outcome outcome)
    {
        foreach (var code in codes ?? [])
        {
            _codes.TryAdd(code, outcome);
        }
    }
}
