using System.Security.Cryptography;
using System.Text;
using Gateway.Adapters.Configuration.Counties;
using Gateway.Adapters.Http;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Microsoft.Extensions.Configuration;

namespace Gateway.Adapters.Configuration;

/// <summary>
/// The areas and their adapters, read once: files, then variables over them (profile &lt; county &lt; variables of the profile &lt; variables
/// of the county). Every source and sink is made once and shared.
/// </summary>
public sealed class AdapterCatalog : IAdapterDirectory
{
    private readonly Dictionary<string, AreaAdapters> _adapters;

    private AdapterCatalog(IReadOnlyList<AreaAdapters> adapters)
    {
        _adapters = adapters.ToDictionary(area => area.Settings.Area, StringComparer.Ordinal);
        Areas = [.. adapters.Select(area => area.Settings)];
        Effective = [.. adapters.SelectMany(area => area.Effective)];
        Warnings = [.. adapters.SelectMany(area => area.Warnings).Distinct().OrderBy(warning => warning.File, StringComparer.Ordinal).ThenBy(warning => warning.Line)];
        Version = Digest(Effective);
        Certificates = [.. adapters.SelectMany(area => area.Certificates).Distinct()];
    }

    /// <inheritdoc/>
    public IReadOnlyList<AreaSettings> Areas { get; }

    /// <inheritdoc/>
    public string Version { get; }

    /// <inheritdoc/>
    public IReadOnlyList<EffectiveSetting> Effective { get; }

    /// <summary>What is no mistake but may not be meant: code maps that lack canonical codes. Once for what every area shares.</summary>
    public IReadOnlyList<ConfigurationProblem> Warnings { get; }

    /// <summary>Certificates that profiles hold, once for all areas that share them.</summary>
    public IReadOnlyList<AdapterCertificate> Certificates { get; }

    /// <summary>Reads and checks the whole configuration.</summary>
    /// <param name="folder">Folder with <c>profiles</c> and <c>counties</c>.</param>
    /// <param name="profiles">The profiles that the process knows.</param>
    /// <param name="configuration">The environment and the secrets folder; all below <c>Gateway:Profiles</c> and <c>Gateway:Counties</c> is read.</param>
    /// <param name="services">What the adapters borrow. No connection is made.</param>
    public static CatalogLoad Load(
        string folder, IReadOnlyList<IAdapterProfile> profiles, IConfiguration configuration, AdapterServices services)
    {
        var problems = new List<ConfigurationProblem>();
        var areas = new CatalogLoader(profiles, problems).Read(folder, configuration);
        if (problems.Count > 0)
        {
            return Refuse(problems);
        }

        var adapters = areas.Select(area => AreaAdapters.Make(area, services, problems)).ToList();
        return problems.Count > 0 ? Refuse(problems) : new CatalogLoad.Loaded(new AdapterCatalog(adapters));
    }

    /// <inheritdoc/>
    public ISource? SourceOf(string area, Feed feed) =>
        _adapters.TryGetValue(area, out var adapters) ? adapters.Sources.GetValueOrDefault(feed) : null;

    /// <inheritdoc/>
    public IReadOnlyList<ISink> SinksOf(string area) => _adapters.TryGetValue(area, out var adapters) ? adapters.Sinks : [];

    // The same mistake in a profile is met once in every area.
    private static CatalogLoad.Refused Refuse(List<ConfigurationProblem> problems) => new(
        [.. problems.Distinct().OrderBy(problem => problem.Line == 0).ThenBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line)]);

    private static string Digest(IReadOnlyList<EffectiveSetting> settings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var setting in settings.Where(setting => !setting.Secret)
                     .OrderBy(setting => setting.Area, StringComparer.Ordinal).ThenBy(setting => setting.Path, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{setting.Area}\u001f{setting.Path}\u001f{setting.Value}\u001e"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>A certificate of the configuration.</summary>
/// <param name="Profile">Whose.</param>
/// <param name="Area">The area whose own it is; empty where it is the profile's.</param>
/// <param name="Facts">What it says.</param>
public sealed record AdapterCertificate(string Profile, string Area, CertificateFacts Facts);
