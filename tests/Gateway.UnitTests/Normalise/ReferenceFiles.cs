using Gateway.Pipeline.Normalise.Data;
using Gateway.Pipeline.Normalise.Values;
using Xunit;

namespace Gateway.UnitTests.Normalise;

/// <summary>The files of the checkout, and the shared real data beside it where there are any.</summary>
internal static class ReferenceFiles
{
    public static string Root { get; } = FindRoot();

    public static AreaDirectory Areas()
    {
        using var file = File.OpenText(Path.Combine(Root, "adapters", "areas.yaml"));
        return AreaFile.Read(file);
    }

    public static DepartmentDictionary Departments()
    {
        using var file = File.OpenText(Path.Combine(Root, "adapters", "departments.yaml"));
        return DepartmentFile.Read(file);
    }

    /// <summary>A file of the shared data; the test is skipped, and says so, where that is absent.</summary>
    public static string Shared(params string[] path)
    {
        var folder = Environment.GetEnvironmentVariable("GATEWAY_SHARED") ?? Path.Combine(Root, "..", "shared");
        var file = Path.Combine([folder, .. path]);
        Assert.SkipUnless(File.Exists(file), $"No shared data here: {Path.Combine(path)} (set GATEWAY_SHARED to its folder).");
        return file;
    }

    /// <summary>Records of a CSV file as RFC 4180 has it, each by its column's head.</summary>
    public static List<Dictionary<string, string>> Csv(string file)
    {
        var rows = new List<List<string>> { new() };
        var field = new System.Text.StringBuilder();
        var quoted = false;
        var text = File.ReadAllText(file);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                field.Append(c);
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && c is ',' or '\n')
            {
                rows[^1].Add(field.ToString().TrimEnd('\r'));
                field.Clear();
                if (c == '\n')
                {
                    rows.Add([]);
                }
            }
            else
            {
                field.Append(c);
            }
        }

        if (field.Length > 0)
        {
            rows[^1].Add(field.ToString());
        }

        var head = rows[0];
        return [.. rows.Skip(1).Where(row => row.Count == head.Count).Select(row => head.Zip(row).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run inside a checkout.");
    }
}
