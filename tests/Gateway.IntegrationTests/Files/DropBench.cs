using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Contracts;
using Gateway.IntegrationTests.Pull;
using Gateway.Pipeline.Runs;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.IntegrationTests.Files;

/// <summary>A gateway that pulls subjects from a folder of this test, and the hand that lays files there. All data are synthetic.</summary>
internal sealed class DropBench : IAsyncDisposable
{
    public const string Area = "610502";
    public const string Head = "record_unique_identity,cd_operation,subject_kind,subject_name,credential_type,credential_code,area_number,legal_person";

    private bool _own;

    private DropBench(GatewayUnderTest gateway, string folder, ShiftedClock clock) => (Gateway, Folder, Clock) = (gateway, folder, clock);

    public GatewayUnderTest Gateway { get; }

    public string Folder { get; }

    /// <summary>Real time, moved on by the test.</summary>
    public ShiftedClock Clock { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<DropBench> StartAsync(PostgresFixture postgres, Action<Dictionary<string, string?>>? settings = null, string? at = null)
    {
        var folder = at ?? Directory.CreateTempSubdirectory("gateway-drop-").FullName;
        var clock = new ShiftedClock();
        var gateway = await GatewayUnderTest.StartAsync(
            postgres,
            new Uri("http://127.0.0.1:9/"),
            values =>
            {
                values["Gateway:Counties:610502:Feeds:Subject:Profile"] = "file-drop";
                values["Gateway:Profiles:FileDrop:Directory"] = folder;
                settings?.Invoke(values);
            },
            services => services.AddSingleton<TimeProvider>(clock));
        return new DropBench(gateway, folder, clock) { _own = at is null };
    }

    public static string Row(int number, string name, string operation = "", string code = "") =>
        $"s-{number},{operation},04,{name},099,{(code.Length == 0 ? $"SYN-{number}" : code)},{Area},合成人{number}";

    public static string Csv(params string[] rows) => string.Concat(rows.Prepend(Head).Select(row => row + "\r\n"));

    /// <summary>Lays a file and, after it, its <c>.ok</c>.</summary>
    public void Lay(string name, string text, int rows) => Lay(name, Encoding.UTF8.GetBytes(text), rows);

    public void Lay(string name, byte[] content, int rows)
    {
        File.WriteAllBytes(At(name), content);
        LayOk(name, content, rows);
    }

    public void LayOk(string name, byte[] content, int rows) => File.WriteAllText(
        At(Path.ChangeExtension(name, ".ok")),
        string.Create(CultureInfo.InvariantCulture, $"rows={rows}\nsha256={Convert.ToHexStringLower(SHA256.HashData(content))}\n"));

    public string At(params string[] parts) => Path.Combine([Folder, .. parts]);

    public bool Lies(string name) => File.Exists(At(name));

    /// <summary>Path of a file in <c>done/</c>, whatever the day.</summary>
    public string Done(string name) =>
        Directory.EnumerateFiles(At("done"), name, SearchOption.AllDirectories).SingleOrDefault() ?? throw new Xunit.Sdk.XunitException($"{name} is not in done/");

    public Task<RunCounters> PullAsync(bool full = false) => Gateway.PullDoneAsync(Area, Feed.Subject, full);

    /// <summary>Stored records as <c>identity name</c>.</summary>
    public async Task<IReadOnlyList<string>> StoredAsync()
    {
        await using var command = Gateway.Database.CreateCommand($"select identity || ' ' || name from subject where area = '{Area}' order by identity");
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        var stored = new List<string>();
        while (await reader.ReadAsync(Cancelled))
        {
            stored.Add(reader.GetString(0));
        }

        return stored;
    }

    public Task<long> FindingsAsync(string problem) =>
        Gateway.ScalarAsync<long>($"select coalesce(sum(occurrences), 0)::bigint from quality_issue where area = '{Area}' and problem = '{problem}'");

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        if (_own)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}

/// <summary>The real clock, ahead by as much as the test says.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private TimeSpan _ahead;

    public void Advance(TimeSpan by) => _ahead += by;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;
}
