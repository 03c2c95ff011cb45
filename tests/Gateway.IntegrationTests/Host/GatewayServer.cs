using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Host;

/// <summary>Class fixture: <c>gateway serve</c> as a real process on a database of its own. No platform is reached: none has to be.</summary>
public class GatewayServer(PostgresFixture postgres) : IAsyncLifetime
{
    public const string User = "operator";
    public const string Password = "a password for tests";

    // The base point of the SM2 curve: a valid public key whose private key is 1.
    private const string PlatformKey =
        "0432C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0";

    private static readonly string[] Areas =
        ["610500", "610502", "610503", "610522", "610523", "610524", "610525", "610526", "610527", "610528", "610581", "610582"];

    private Dictionary<string, string?> _environment = [];
    private TestDatabase? _database;
    private ProgramProcess? _process;

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public TestDatabase Database => _database ?? throw new InvalidOperationException("The fixture is not initialised.");

    public string Log => _process?.Log ?? "";

    public static string PreviousKeyOf(string area) => $"previous key of {area}, for tests";

    public static string KeyOf(string area) => $"key of {area}, for tests";

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync(CancellationToken.None);
        var environment = Environment(FreePort.Next());
        await ConfigureAsync(environment);
        _environment = environment;
        await using (var migrate = ProgramProcess.Start("migrate", BuiltPrograms.Gateway, ["migrate"], environment))
        {
            Assert.True(await migrate.WaitForExitAsync(TimeSpan.FromMinutes(1), CancellationToken.None) == 0, migrate.Log);
        }

        Client.BaseAddress = new Uri(environment["ASPNETCORE_URLS"] ?? "");
        _process = ProgramProcess.Start("gateway", BuiltPrograms.Gateway, ["serve"], environment);
        await _process.WaitForLineAsync("the start", x => x.StartsWith("网关已启动", StringComparison.Ordinal), TimeSpan.FromMinutes(1), CancellationToken.None);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Client.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    /// <summary>SIGKILL.</summary>
    public Task KillAsync() => _process?.KillAsync() ?? Task.CompletedTask;

    /// <summary>Another server of the same settings and database, at an address of its own.</summary>
    public async Task<(ProgramProcess Process, Uri Address)> StartAnotherAsync()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}/");
        var process = ProgramProcess.Start("gateway", BuiltPrograms.Gateway, ["serve"], new Dictionary<string, string?>(_environment) { ["ASPNETCORE_URLS"] = address.ToString() });
        await process.WaitForHealthAsync(new Uri(address, "health/ready"), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        return (process, address);
    }

    /// <summary>Another process of the same settings; returns all it wrote.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        await using var process = ProgramProcess.Start(arguments[0], BuiltPrograms.Gateway, arguments, _environment);
        var code = await process.WaitForExitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        Assert.True(code == 0, process.Log);
        return process.Log;
    }

    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? json = null, string? area = "610502", string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        if (area is not null)
        {
            request.Headers.Add("X-Api-Key", KeyOf(area));
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<JsonElement> BodyAsync(HttpResponseMessage answer) =>
        await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

    protected virtual ValueTask ConfigureAsync(IDictionary<string, string?> environment) => ValueTask.CompletedTask;

    private Dictionary<string, string?> Environment(int port)
    {
        const string Nowhere = "http://127.0.0.1:9";
        var environment = new Dictionary<string, string?>
        {
            ["ConnectionStrings__Gateway"] = Database.ConnectionString, ["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
            ["Gateway__MasterKey"] = Convert.ToBase64String(new byte[32]), ["ASPNETCORE_ENVIRONMENT"] = "Production", ["GATEWAY_ADAPTERS"] = null,
            ["Gateway__Dashboard__User"] = User, ["Gateway__Dashboard__Password"] = Password,
            ["Gateway__Profiles__ExchangeRest__BaseAddress"] = Nowhere, ["Gateway__Profiles__Publicity__BaseAddress"] = Nowhere,
            ["Gateway__Profiles__Credit__BaseAddress"] = Nowhere, ["Gateway__Profiles__DoubleRandom__BaseAddress"] = Nowhere,
            ["Gateway__Profiles__ExchangeRest__Rid"] = "r", ["Gateway__Profiles__ExchangeRest__AppKey"] = "0123456789abcdef0123456789abcdef",
            ["Gateway__Profiles__Publicity__ClientId"] = "c", ["Gateway__Profiles__Publicity__Secret"] = "s", ["Gateway__Profiles__Credit__AppId"] = "a",
            ["Gateway__Profiles__Credit__AppSecret"] = "s", ["Gateway__Profiles__Credit__PlatformPublicKey"] = PlatformKey,
            ["Gateway__Profiles__DoubleRandom__PaasId"] = "p", ["Gateway__Profiles__DoubleRandom__Token"] = "t",
        };
        foreach (var area in Areas)
        {
            environment[$"Gateway__Counties__{area}__ApiKey"] = KeyOf(area);
            environment[$"Gateway__Counties__{area}__PreviousApiKey"] = PreviousKeyOf(area);
        }

        return environment;
    }
}
