using System.Text.RegularExpressions;

namespace Gateway.FaultTests;

/// <summary>A copy of the adapters whose feeds are pulled every minute; nothing else in it falls due while a test runs.</summary>
internal sealed partial class EveryMinute : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-adapters-");

    /// <param name="feed">One feed on the wire, or <c>\w+</c> for all.</param>
    public EveryMinute(string feed)
    {
        foreach (var file in Directory.GetFiles(GatewayProcesses.Adapters, "*.yaml", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Folder, Path.GetRelativePath(GatewayProcesses.Adapters, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            var seldom = Cron().Replace(File.ReadAllText(file), "$1\"0 0 29 2 *\"");
            File.WriteAllText(copy, Regex.Replace(seldom, $"(^  {feed}:\n    profile: .*\n    cron: )\".*\"", "$1\"* * * * *\"", RegexOptions.Multiline));
        }
    }

    public string Folder => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    [GeneratedRegex("^( +(?:cron|fullCron): )\".*\"", RegexOptions.Multiline)]
    private static partial Regex Cron();
}
