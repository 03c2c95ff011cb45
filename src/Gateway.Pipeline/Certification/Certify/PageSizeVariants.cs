using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Pipeline.Certification.Certify;

/// <summary>The same source with another page size.</summary>
public interface IPageSizes
{
    /// <summary><see langword="null"/> where the profile has no page size to set.</summary>
    ISource? SourceOf(string area, Feed feed, int pageSize);
}

/// <summary>Reads the configuration once more with another page size laid over it.</summary>
public sealed partial class PageSizeVariants(IAdapterDirectory adapters, IConfiguration configuration, IServiceProvider services) : IPageSizes
{
    public ISource? SourceOf(string area, Feed feed, int pageSize)
    {
        var profile = adapters.Areas.FirstOrDefault(x => x.Area == area)?.Feeds.FirstOrDefault(x => x.Feed == feed)?.Profile;
        if (adapters.Effective.FirstOrDefault(x => x.Area == area && IsPageSize(x, profile, feed)) is not { } setting)
        {
            return null;
        }

        var overlaid = new ConfigurationBuilder().AddConfiguration(configuration)
            .AddInMemoryCollection([KeyValuePair.Create(SettingOverride.KeyOf(setting), (string?)pageSize.ToString(CultureInfo.InvariantCulture))]).Build();
        return AdapterCatalog.Load(
                GatewayVariables.AdapterFolder(configuration), [.. services.GetServices<IAdapterProfile>()], overlaid, AdapterServices.From(services))
            is CatalogLoad.Loaded loaded ? loaded.Catalog.SourceOf(area, feed) : null;
    }

    // The name of the parameter may be a setting of the same name: only a number is a size.
    private static bool IsPageSize(EffectiveSetting setting, string? profile, Feed feed) => int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        && IsPageSize(setting.Path, profile, feed);

    private static bool IsPageSize(string path, string? profile, Feed feed) =>
        path.StartsWith($"profiles.{profile}.", StringComparison.Ordinal) && PageSize().IsMatch(path)
        && (!path.Contains(".feeds.", StringComparison.Ordinal) || path.Contains($".feeds.{feed.Wire()}.", StringComparison.Ordinal));

    [GeneratedRegex(@"\.(pageSize|(paging|page)\.size)$")]
    private static partial Regex PageSize();
}
