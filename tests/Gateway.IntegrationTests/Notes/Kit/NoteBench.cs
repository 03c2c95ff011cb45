using System.Runtime.CompilerServices;
using Gateway.Contracts.Results;
using Gateway.IntegrationTests.Pull;
using Gateway.IntegrationTests.Push;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Disclosure;
using Gateway.Pipeline.Results;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.IntegrationTests.Notes;

/// <summary>A gateway that knows one platform, by YAML alone: the adapter of a note beside the product's own data files.</summary>
internal sealed class NoteBench(ForwardClock clock) : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-note-").FullName;
    private GatewayUnderTest? _gateway;

    public static string Area => ResultSamples.Area;

    public GatewayUnderTest Gateway => _gateway ?? throw new InvalidOperationException();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <param name="postgres">The database server.</param>
    /// <param name="note">Folder of the note: its <c>adapter.yaml</c> and <c>county.yaml</c>.</param>
    /// <param name="profile">Name that the adapter gets.</param>
    /// <param name="clock">Shared with the platform.</param>
    /// <param name="variables">Addresses and secrets, below the profile.</param>
    public static async Task<NoteBench> StartAsync(
        PostgresFixture postgres, string note, string profile, ForwardClock clock, Dictionary<string, string?> variables)
    {
        var bench = new NoteBench(clock);
        bench.Write(note, profile);
        bench._gateway = await GatewayUnderTest.StartAsync(
            postgres,
            new Uri("http://127.0.0.1:9/"),
            values =>
            {
                values["GATEWAY_ADAPTERS"] = bench._folder;
                foreach (var (name, value) in variables)
                {
                    values[$"Gateway:Profiles:{name}"] = value;
                }
            },
            services => services.AddSingleton<TimeProvider>(clock).Configure<DeliveryOptions>(options =>
            {
                options.RetryDelays = [.. Enumerable.Repeat(TimeSpan.FromMinutes(1), 6)];
                options.Jitter = 0;
                options.DrainHorizon = TimeSpan.Zero;
            }));
        return bench;
    }

    public static string FolderOf(string note, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(here)!)!, note);

    /// <summary>Time passes.</summary>
    public void Pass(TimeSpan time) => clock.ForwardTo(clock.GetUtcNow() + time);

    public async Task StoreAsync(params InspectionResult[] results)
    {
        foreach (var outcome in await Gateway.Get<ResultIntake>().StoreAsync(results[0].Area!, "rest", results, Cancelled))
        {
            Assert.True(outcome is IntakeOutcome.Created or IntakeOutcome.Corrected, $"{outcome}");
        }
    }

    public async Task WithdrawAsync(InspectionResult result) => Assert.IsType<WithdrawalOutcome.Taken>(
        await Gateway.Get<WithdrawalIntake>().StoreAsync(Area, result.Id!, new WithdrawalRequest("录入有误", "更正通知〔2026〕3号"), Cancelled));

    /// <summary>Rounds until nothing is open: nobody lends a hand.</summary>
    public async Task SettleAsync()
    {
        for (var round = 0; round < 30; round++)
        {
            var outcome = await Gateway.Get<DeliveryRunner>().DrainAsync(Cancelled);
            if (outcome.NextDue is not { } due)
            {
                return;
            }

            clock.ForwardTo(due);
        }

        Assert.Fail("still not settled: " + string.Join("; ", await StatesAsync()));
    }

    /// <summary>State of every delivery as <c>id#version i|u|d = state reason</c>, in order.</summary>
    public Task<string[]> StatesAsync() => ListAsync(
        """
        select doc_id || '#' || version || ' ' || operation || ' = ' || state || coalesce(' ' || reason_code, '')
        from delivery where state <> 'not_routed' order by doc_id, version, delivery_id
        """);

    public async Task<string[]> ListAsync(string sql)
    {
        await using var command = Gateway.Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        List<string> lines = [];
        while (await reader.ReadAsync(Cancelled))
        {
            lines.Add(reader.GetString(0));
        }

        return [.. lines];
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private void Write(string note, string profile)
    {
        var own = Path.Combine(BuiltPrograms.RepositoryRoot, "adapters");
        foreach (var file in Directory.EnumerateFiles(own, "*.yaml").Concat(Directory.EnumerateFiles(Path.Combine(own, "fields"), "*.yaml")))
        {
            var copy = Path.Combine(_folder, Path.GetRelativePath(own, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Directory.CreateDirectory(Path.Combine(_folder, "profiles"));
        Directory.CreateDirectory(Path.Combine(_folder, "counties"));
        File.Copy(Path.Combine(FolderOf(note), "adapter.yaml"), Path.Combine(_folder, "profiles", profile + ".yaml"));
        File.Copy(Path.Combine(FolderOf(note), "county.yaml"), Path.Combine(_folder, "counties", Area + "-linwei.yaml"));
    }
}
