using Gateway.Contracts;
using Gateway.Pipeline.Normalise.Feeds;
using Gateway.Pipeline.Protection;

namespace Gateway.Pipeline.Normalise;

/// <summary>The normaliser of every feed, and the version of the rules they follow.</summary>
public sealed class FeedNormalisers
{
    /// <summary>Raise it when a normaliser's code changes what it makes of a row: the next full read or replay then writes every row again.</summary>
    private const string CodeVersion = "1";

    private readonly Dictionary<Feed, IFeedNormaliser> _normalisers;

    public FeedNormalisers(ReferenceData data, FieldCipher cipher, TimeProvider clock)
    {
        Version = $"{CodeVersion}-{data.Version}";
        IFeedNormaliser[] all =
        [
            new MatterNormaliser(data.Areas, data.Departments, clock), new SubjectNormaliser(data.Areas, cipher, clock), new PersonNormaliser(Feed.Inspector, cipher),
            new PersonNormaliser(Feed.Expert, cipher), new CreditGradeNormaliser(), new PlanNormaliser(), new TaskNormaliser(),
            new BehaviourNormaliser(cipher), new LeadNormaliser(cipher),
        ];
        _normalisers = all.ToDictionary(x => x.Feed);
    }

    /// <summary>Version of code and reference data: part of every content hash.</summary>
    public string Version { get; }

    public IFeedNormaliser Of(Feed feed) => _normalisers[feed];
}
