using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Contracts.CreditRecords;
using Gateway.Contracts.Results;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.CreditRecords;
using Gateway.Pipeline.CreditRepairs;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Desk;
using Gateway.Pipeline.Protection;
using Gateway.Pipeline.Results;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Gateway.Testing;

/// <summary>Results and delivery wired as the host wires them, on a database of their own, before fake platforms.</summary>
internal sealed class DeliveryBench(NpgsqlDataSource database) : IAdapterDirectory, IDisposable
{
    private readonly List<ServiceProvider> _processes = [];

    public string ConnectionString { get; init; } = "";

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 4, 1, 0, 0, TimeSpan.Zero));

    public List<ISink> Sinks { get; } = [];

    public DeliveryOptions Options { get; } = new() { Lease = TimeSpan.FromMilliseconds(700), RenewEvery = TimeSpan.FromMilliseconds(150), DrainHorizon = TimeSpan.Zero, Jitter = 0 };

    public IReadOnlyList<AreaSettings> Areas { get; } = [new(ResultSamples.Area, "临渭区", "县", [], [], "", null)];

    public string Version => "test";

    public ISource? SourceOf(string area, Feed feed) => null;

    public IReadOnlyList<ISink> SinksOf(string area) => Sinks;

    /// <summary>A gateway process of its own: its runner shares nothing with another's but the database.</summary>
    public ServiceProvider Process()
    {
        var services = new ServiceCollection().AddLogging().AddDelivery().AddResults().AddCreditRecords().AddCreditRepairs().AddDesk();
        services.AddSingleton<IAdapterDirectory>(this).AddSingleton(database).AddSingleton<TimeProvider>(Clock).AddSingleton<AuditLog>()
            .AddSingleton(new AuditKeys([new byte[32]])).AddSingleton(new FieldCipher([new byte[32]])).AddSingleton(Options);
        var process = services.BuildServiceProvider();
        _processes.Add(process);
        return process;
    }

    public Task<IReadOnlyList<IntakeOutcome>> StoreAsync(params InspectionResult[] results) =>
        Process().GetRequiredService<ResultIntake>().StoreAsync(ResultSamples.Area, "rest", results, CancellationToken.None);

    public Task<IReadOnlyList<IntakeOutcome>> StoreAsync<T>(params T[] records)
        where T : class, ICreditRecord =>
        Process().GetRequiredService<RecordIntake<T>>().StoreAsync(ResultSamples.Area, "rest", records, CancellationToken.None);

    public Task<DrainOutcome> DrainAsync(CancellationToken cancellationToken) =>
        Process().GetRequiredService<DeliveryRunner>().DrainAsync(cancellationToken);

    /// <summary>State of every delivery as <c>id#version operation@target = state reason</c>, in order.</summary>
    public async Task<string[]> StatesAsync(string? target = null) => await ListAsync(
        $"""
        select doc_id || '#' || version || ' ' || operation || '@' || target || ' = ' || state || coalesce(' ' || reason_code, '')
        from gateway.delivery where '{target}' in ('', target) order by doc_id, target, version, delivery_id
        """);

    public async Task<string[]> ListAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture) ?? "");
        }

        return [.. lines];
    }

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.Dispose();
        }
    }
}
