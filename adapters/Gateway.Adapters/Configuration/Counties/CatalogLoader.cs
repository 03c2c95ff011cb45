using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Gateway.Adapters.Configuration.Counties;

/// <param name="County">Its file.</param>
/// <param name="Settings">As the pipeline sees it.</param>
/// <param name="Profiles">What it pulls and pushes through.</param>
internal sealed record AreaConfiguration(County County, AreaSettings Settings, IReadOnlyList<BoundProfile> Profiles);

/// <summary>Reads a configuration folder and the environment, from the files to bound options of every area.</summary>
internal sealed class CatalogLoader(IReadOnlyList<IAdapterProfile> known, List<ConfigurationProblem> problems)
{
    public IReadOnlyList<AreaConfiguration> Read(string path, IConfiguration configuration)
    {
        if (configuration[GatewayVariables.Secrets] is { Length: > 0 } secrets && !Directory.Exists(secrets))
        {
            problems.Add(new ConfigurationProblem(GatewayVariables.Secrets, 0, "密钥文件夹不存在", "改正该变量，或创建文件夹并放入以变量名命名的密钥文件"));
        }

        var folder = AdapterFolder.Read(path, known, problems);
        var profiles = folder.Files.Profiles;
        var variables = VariableSet.Read(configuration, folder, problems);
        var profileReader = new ProfileReader(folder, variables, problems);
        foreach (var profile in profiles)
        {
            profileReader.CheckLevel(profile, folder.Files.Contents.GetValueOrDefault(profile.Name));
        }

        var countyReader = new CountyReader(folder.Files, problems);
        var areas = new List<AreaConfiguration>();
        foreach (var file in folder.Counties)
        {
            var county = countyReader.Read(file, variables.OfCounty(file.Area));
            CheckTwice(county, areas);
            foreach (var profile in profiles)
            {
                profileReader.CheckLevel(profile, county.Options.Profiles.GetValueOrDefault(profile.Name));
            }

            var used = profiles.Where(profile => Uses(county.Options, profile)).Select(profile => profileReader.Read(county, profile)).ToList();
            areas.Add(new AreaConfiguration(county, SettingsOf(county.Options), used));
        }

        profileReader.ReportMissing();
        return [.. areas.OrderBy(area => area.Settings.Area, StringComparer.Ordinal)];
    }

    private static bool Uses(CountyOptions county, IAdapterProfile profile) =>
        county.Feeds.Values.Any(feed => feed.Profile == profile.Name) || county.Targets.Any(profile.Targets.Contains);

    private static AreaSettings SettingsOf(CountyOptions county) => new(
        county.Area,
        county.Name,
        county.Level,
        [.. county.Feeds.OrderBy(feed => feed.Key).Select(feed => new FeedSettings(
            feed.Key, feed.Value.Profile, feed.Value.Cron, feed.Value.FullCron, feed.Value.Overlap, feed.Value.ShrinkThreshold))],
        county.Targets,
        county.Compile?.Cron ?? "",
        Hash(county.ApiKey),
        Hash(county.PreviousApiKey));

    private static string? Hash(string? key) =>
        string.IsNullOrEmpty(key) ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static IEnumerable<string> Keys(CountyOptions county) => new[] { county.ApiKey, county.PreviousApiKey }.OfType<string>().Where(x => x.Length > 0);

    private void CheckTwice(County county, List<AreaConfiguration> earlier)
    {
        if (earlier.Find(area => area.County.File.Area == county.File.Area || area.Settings.Area == county.Options.Area) is { } twin)
        {
            problems.Add(ConfigurationProblem.At(
                county.Node.At("area"), $"区划 {county.Options.Area} 已在 {twin.County.File.File} 中配置", "一个区县只留一个文件"));
        }

        // A key must tell whose it is, the previous one too.
        if (earlier.Find(area => Keys(area.County.Options).Intersect(Keys(county.Options)).Any()) is { } sharing)
        {
            var own = Keys(sharing.County.Options).Contains(county.Options.ApiKey) ? "apiKey" : "previousApiKey";
            problems.Add(ConfigurationProblem.At(
                county.Node.At(own), $"区划 {county.Options.Area} 与 {sharing.Settings.Area} 的 API 密钥相同", "每个区县使用各自的密钥"));
        }
    }
}
