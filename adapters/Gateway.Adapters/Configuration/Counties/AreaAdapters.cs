using Gateway.Adapters.Configuration.Binding;
using Gateway.Adapters.Http;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Adapters.Configuration.Counties;

/// <summary>One area's sources and sinks, each made once.</summary>
internal sealed record AreaAdapters(
    AreaSettings Settings, IReadOnlyDictionary<Feed, ISource> Sources, IReadOnlyList<ISink> Sinks, IReadOnlyList<EffectiveSetting> Effective,
    IReadOnlyList<ConfigurationProblem> Warnings, IReadOnlyList<AdapterCertificate> Certificates)
{
    public static AreaAdapters Make(AreaConfiguration area, AdapterServices services, List<ConfigurationProblem> problems)
    {
        var made = area.Profiles.Select(bound => (bound, Context: ContextOf(area.County.Options, bound, services))).ToList();
        var sources = made.Where(pair => area.Settings.Feeds.Any(feed => feed.Profile == pair.bound.Profile.Name))
            .ToDictionary(pair => pair.bound.Profile.Name, pair => pair.bound.Profile.CreateSource(pair.Context, pair.bound.Options));
        var sinks = made.SelectMany(pair => pair.bound.Profile.CreateSinks(pair.Context, pair.bound.Options)).ToDictionary(sink => sink.Target);
        return new AreaAdapters(
            area.Settings,
            SourcesOf(area, sources, problems),
            [.. area.Settings.Targets.Select(target => sinks[target])],
            EffectiveOf(area),
            [.. area.Profiles.SelectMany(CodeMapWarnings.Of)],
            [.. area.Profiles.SelectMany(bound => CertificatesOf(area.Settings.Area, bound))]);
    }

    private static Dictionary<Feed, ISource> SourcesOf(
        AreaConfiguration area, Dictionary<string, ISource?> sources, List<ConfigurationProblem> problems)
    {
        var byFeed = new Dictionary<Feed, ISource>();
        foreach (var feed in area.Settings.Feeds)
        {
            if (sources[feed.Profile] is { } source && source.Feeds.Contains(feed.Feed))
            {
                byFeed[feed.Feed] = source;
                continue;
            }

            var able = sources.Where(known => known.Value?.Feeds.Contains(feed.Feed) == true).Select(known => known.Key).ToList();
            problems.Add(ConfigurationProblem.At(
                area.County.Node.At("feeds", feed.Feed.Wire(), "profile"),
                $"平台档案“{feed.Profile}”不提供“{feed.Feed.Wire()}”（{feed.Feed.Chinese()}）",
                able.Count == 0 ? "改用提供它的平台档案，或删去这一类数据" : $"改为：{string.Join("、", able)}"));
        }

        return byFeed;
    }

    private static IEnumerable<AdapterCertificate> CertificatesOf(string area, BoundProfile bound) => OptionShape.Of(bound.Profile.OptionsType).Properties
        .Where(property => property.Property.PropertyType == typeof(TransportOptions))
        .Select(property => property.Property.GetValue(bound.Options)).OfType<TransportOptions>()
        .SelectMany(transport => CertificateFacts.Of(transport)).Select(facts => new AdapterCertificate(bound.Profile.Name, bound.Own ? area : "", facts));

    private static AdapterContext ContextOf(CountyOptions county, BoundProfile bound, AdapterServices services) => new()
    {
        Area = county.Area,
        AreaName = county.Name,
        CdSource = county.CdSource,
        DataSourceName = county.DataSource?.Name ?? "",
        DataSourceUscc = county.DataSource?.Uscc ?? "",
        CredentialScope = bound.Own ? $"{county.Area}/{bound.Profile.Name}" : bound.Profile.Name,
        ExemptByRule = county.ExemptByRule,
        HttpClients = services.HttpClients,
        Time = services.Time,
        Loggers = services.Loggers,
        Secrets = services.Secrets,
        Databases = services.Databases,
        Variants = [.. bound.Variants.Select(x => new CredentialVariant(x.Prefix, x.Options))],
        Choices = services.Choices,
        CredentialUses = services.CredentialUses,
    };

    private static List<EffectiveSetting> EffectiveOf(AreaConfiguration area) =>
    [
        .. EffectiveValues.Of(area.Settings.Area, "", OptionShape.Of(typeof(CountyOptions)), area.County.Options, area.County.Node),
        .. area.Profiles.SelectMany(bound => EffectiveOf(area.Settings.Area, bound)),
    ];

    private static IEnumerable<EffectiveSetting> EffectiveOf(string area, BoundProfile bound)
    {
        var (profile, path) = (bound.Profile, $"profiles.{bound.Profile.Name}");
        var own = EffectiveValues.Of(area, path, OptionShape.Of(profile.OptionsType), bound.Options, bound.Node);
        IEnumerable<EffectiveSetting> values = [.. own, .. bound.Variants.SelectMany(x => VariantsOf(area, path, bound, x, own))];
        return bound.Extends is { } extends
            ? values.Prepend(new EffectiveSetting(area, $"{path}.extends", extends.Text, Secret: false, extends.Origin))
            : values;
    }

    /// <summary>The secrets that are exchanged, under the names of their variables.</summary>
    private static IEnumerable<EffectiveSetting> VariantsOf(
        string area, string path, BoundProfile bound, BoundVariant variant, IReadOnlyList<EffectiveSetting> inForce)
    {
        var marks = inForce.Where(x => x.Secret).ToDictionary(x => x.Path, x => x.Mark);
        return EffectiveValues.Of(area, path, OptionShape.Of(bound.Profile.OptionsType), variant.Options, variant.Node)
            .Where(x => x.Secret && x.Mark != marks.GetValueOrDefault(x.Path))
            .Select(x => x with { Path = SecretVariants.PathOf(variant.Prefix, x.Path) });
    }
}
