using System.Text;
using Gateway.Adapters.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.UnitTests.Configuration;

/// <summary>A configuration folder with one area that is in order; a test spoils what it is about.</summary>
internal sealed class TestFolder : IDisposable
{
    public const string CountyFile = "counties/610502-linwei.yaml";

    /// <summary>Line numbers in the tests count from the first line of this text.</summary>
    public const string County =
        """
        area: "610502"
        name: 临渭区
        level: 县
        cdSource: "610502"
        dataSource:
          name: 示例单位
          uscc: "11610502XN61050266"
        feeds:
          matter:
            profile: alpha-rest
            cron: "5 6 * * *"
            fullCron: "2 1 * * 1"
          subject:
            profile: alpha-rest
            cron: "6 * * * *"
            fullCron: "7 1 * * 1"
        compile:
          cron: "9 6 * * *"
        targets:
          - alpha-rest
          - beta
        """;

    public const string Alpha =
        """
        baseAddress: https://alpha.invalid/api
        pageSize: 400
        codes:
          Good: "01"
        kinds: ["03"]
        limits:
          maxRows: 300
        """;

    private readonly Dictionary<string, string?> _variables = new()
    {
        ["Gateway:Profiles:AlphaRest:AppKey"] = "canary-alpha",
        ["Gateway:Profiles:Beta:Token"] = "canary-beta",
    };

    private readonly List<Action<IConfigurationBuilder>> _more = [];

    public TestFolder() => With(CountyFile, County).With("profiles/alpha-rest.yaml", Alpha).With("profiles/beta.yaml", "name: 乙\n");

    public string Path { get; } = Directory.CreateTempSubdirectory("gateway-configuration-").FullName;

    public TestFolder With(string file, string text) => With(file, Encoding.UTF8.GetBytes(text));

    public TestFolder With(string file, byte[] bytes)
    {
        var path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return this;
    }

    /// <summary>Replaces a part of a file; the part must be there, or the test would prove nothing.</summary>
    public TestFolder Change(string file, string from, string to)
    {
        var text = File.ReadAllText(System.IO.Path.Combine(Path, file));
        Assert.Contains(from, text, StringComparison.Ordinal);
        return With(file, text.Replace(from, to, StringComparison.Ordinal));
    }

    public TestFolder Set(string variable, string? value)
    {
        _variables[variable.Replace("__", ":", StringComparison.Ordinal)] = value;
        return this;
    }

    public TestFolder Configure(Action<IConfigurationBuilder> more)
    {
        _more.Add(more);
        return this;
    }

    public CatalogLoad Load(IReadOnlyList<IAdapterProfile>? profiles = null)
    {
        var builder = new ConfigurationBuilder().AddInMemoryCollection(_variables);
        _more.ForEach(more => more(builder));
        return AdapterCatalog.Load(Path, profiles ?? TestProfile.Two, builder.Build(), Services);
    }

    public AdapterCatalog Catalog() => Load() switch
    {
        CatalogLoad.Loaded loaded => loaded.Catalog,
        CatalogLoad.Refused refused => throw new ConfigurationRefused(refused.Problems),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public IReadOnlyList<ConfigurationProblem> Problems() => Assert.IsType<CatalogLoad.Refused>(Load()).Problems;

    public AlphaOptions AlphaOf(string area) =>
        (AlphaOptions)Assert.IsType<TestSource>(Catalog().SourceOf(area, Contracts.Feed.Matter)).Options;

    public static AdapterServices Services { get; } =
        new(new NoHttp(), TimeProvider.System, NullLoggerFactory.Instance, new InMemorySecretStore());

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private sealed class NoHttp : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => throw new NotSupportedException("Reading the configuration makes no connection.");
    }
}
