using Gateway.Testing;

namespace Gateway.IntegrationTests.Host;

/// <summary>A server whose configuration files and secrets the test may change while it runs.</summary>
public sealed class ConfiguredServer(PostgresFixture postgres) : GatewayServer(postgres)
{
    private readonly string _root = Directory.CreateTempSubdirectory("gateway-configured-").FullName;

    public string Adapters => Path.Combine(_root, "adapters");

    private string Secrets => Path.Combine(_root, "secrets");

    /// <summary>Replaces a part of a file, which must be there.</summary>
    /// <returns>What the file held.</returns>
    public string Change(string file, string from, string to)
    {
        var text = File.ReadAllText(Path.Combine(Adapters, file));
        Write(file, text.Contains(from, StringComparison.Ordinal)
            ? text.Replace(from, to, StringComparison.Ordinal)
            : throw new InvalidOperationException($"{file} does not hold “{from}”."));
        return text;
    }

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Adapters, file), text);

    public void SetSecret(string variable, string value) => File.WriteAllText(Path.Combine(Secrets, variable), value);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    protected override ValueTask ConfigureAsync(IDictionary<string, string?> environment)
    {
        Copy(Path.Combine(Path.GetDirectoryName(BuiltPrograms.Gateway)!, "adapters"), Adapters);
        Directory.CreateDirectory(Secrets);
        environment["GATEWAY_ADAPTERS"] = Adapters;
        environment["GATEWAY_SECRETS"] = Secrets;
        environment["Gateway__Reload__Interval"] = "00:00:00.2";
        foreach (var name in environment.Keys.Where(x => x.EndsWith("__ApiKey", StringComparison.Ordinal) || x.EndsWith("__AppKey", StringComparison.Ordinal)).ToList())
        {
            SetSecret(name, environment[name] ?? "");
            environment.Remove(name);
        }

        return ValueTask.CompletedTask;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
