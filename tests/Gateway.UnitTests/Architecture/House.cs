using System.Xml.Linq;
using Gateway.UnitTests.Normalise;

namespace Gateway.UnitTests.Architecture;

/// <summary>The files and projects of the checkout.</summary>
internal static class House
{
    private static readonly string[] Made = ["bin", "obj", ".git", "artifacts"];

    public static string Root => ReferenceFiles.Root;

    /// <summary>Files below a folder by extension, with their path in the repository; what a build makes is left out.</summary>
    public static IEnumerable<HouseFile> Files(string folder, params string[] extensions)
    {
        var top = Path.Combine(Root, folder);
        return Directory.EnumerateFiles(top, "*", SearchOption.AllDirectories)
            .Select(x => Path.GetRelativePath(Root, x).Replace('\\', '/'))
            .Where(x => extensions.Contains(Path.GetExtension(x)) && !x.Split('/').Any(Made.Contains))
            .Order(StringComparer.Ordinal)
            .Select(x => new HouseFile(x));
    }

    public static IEnumerable<HouseFile> AllCode => new[] { "contracts", "adapters", "src", "tests" }.SelectMany(x => Files(x, ".cs"));

    /// <summary>The house's own projects, with the projects and packages that each refers to.</summary>
    public static IEnumerable<HouseProject> Projects => new[] { "contracts", "adapters", "src" }.SelectMany(x => Files(x, ".csproj")).Select(file =>
    {
        var content = XDocument.Parse(file.Text);
        return new HouseProject(
            Path.GetFileNameWithoutExtension(file.Path),
            [.. content.Descendants("ProjectReference").Select(x => Path.GetFileNameWithoutExtension(x.Attribute("Include")!.Value.Replace('\\', '/')))],
            [.. content.Descendants("PackageReference").Select(x => x.Attribute("Include")!.Value)]);
    });
}

/// <param name="Path">In the repository, with slashes.</param>
internal sealed record HouseFile(string Path)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Text => File.ReadAllText(System.IO.Path.Combine(House.Root, Path));

    public IReadOnlyList<string> Lines => File.ReadAllLines(System.IO.Path.Combine(House.Root, Path));
}

internal sealed record HouseProject(string Name, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages);
