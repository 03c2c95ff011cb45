namespace Gateway.Testing;

/// <summary>Finds the programs of this checkout, built in the configuration of the running tests.</summary>
public static class BuiltPrograms
{
    public static string Sandbox => Find("Gateway.Sandbox");

    public static string Gateway => Find("Gateway.Host");

    public static string RepositoryRoot { get; } = FindRoot();

    private static string Find(string project)
    {
        // …/tests/<project>/bin/<configuration>/<framework>/
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var folder = Path.Combine(RepositoryRoot, "src", project, "bin", framework.Parent!.Name, framework.Name);
        var found = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.runtimeconfig.json") : [];
        return found.Length == 1
            ? found[0].Replace(".runtimeconfig.json", ".dll", StringComparison.Ordinal)
            : throw new FileNotFoundException($"{project} is not built: dotnet build src/{project} ({found.Length} programs in {folder})");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No Gateway.sln above {AppContext.BaseDirectory}");
    }
}
