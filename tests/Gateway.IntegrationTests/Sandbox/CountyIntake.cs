using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>A gateway's intake as small as can be: it judges results by its own reading of the contract and keeps what it takes.</summary>
internal sealed class CountyIntake : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, JsonObject> _taken = [];
    private readonly List<string> _withdrawn = [];
    private readonly List<JsonObject> _repairs = [];

    private CountyIntake(WebApplication app) => _app = app;

    /// <summary>So many requests are stored and answered 503 all the same.</summary>
    public int LostAnswers { get; set; }

    public bool TakesAnything { get; init; }

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>By area and id.</summary>
    public IReadOnlyDictionary<string, JsonObject> Taken => _taken;

    /// <summary>The ids that were withdrawn, with a reason and a basis.</summary>
    public IReadOnlyList<string> Withdrawn => _withdrawn;

    public IReadOnlyList<JsonObject> Repairs => _repairs;

    public static async Task<CountyIntake> StartAsync(bool takesAnything = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var intake = new CountyIntake(builder.Build()) { TakesAnything = takesAnything };
        intake._app.MapPost("/api/v1/results", intake.PostAsync);
        intake._app.MapPost("/api/v1/results/{id}/withdraw", intake.WithdrawAsync);
        intake._app.MapPost("/api/v1/penalties", intake.PostRecordsAsync);
        intake._app.MapPost("/api/v1/licences", intake.PostRecordsAsync);
        intake._app.MapPost("/api/v1/credit-repairs", intake.RepairAsync);
        await intake._app.StartAsync(TestContext.Current.CancellationToken);
        return intake;
    }

    /// <summary>The key of an area at this intake.</summary>
    public static string KeyOf(string area) => "key-of-" + area;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> PostAsync(HttpRequest request)
    {
        var area = request.Headers["X-Api-Key"].ToString().Replace("key-of-", "", StringComparison.Ordinal);
        var results = (await JsonNode.ParseAsync(request.Body))!.AsArray();
        lock (_gate)
        {
            var answers = results.Select((result, index) => Judge(result!.AsObject(), area, index)).ToArray();
            return LostAnswers-- > 0 ? TypedResults.StatusCode(503) : TypedResults.Text(new JsonArray([.. answers]).ToJsonString(), "application/json", statusCode: 207);
        }
    }

    /// <summary>Penalties and licences are taken as they come.</summary>
    private async Task<IResult> PostRecordsAsync(HttpRequest request)
    {
        var records = (await JsonNode.ParseAsync(request.Body))!.AsArray();
        lock (_gate)
        {
            foreach (var record in records)
            {
                _taken[record!["area"] + "-" + record["id"]] = record.AsObject();
            }

            return TypedResults.Text(
                new JsonArray([.. records.Select((_, index) => new JsonObject { ["index"] = index, ["status"] = 201 })]).ToJsonString(), "application/json", statusCode: 207);
        }
    }

    private async Task<IResult> RepairAsync(HttpRequest request)
    {
        var repair = (await JsonNode.ParseAsync(request.Body))!.AsObject();
        lock (_gate)
        {
            _repairs.Add(repair);
            return TypedResults.Created((string?)null);
        }
    }

    private async Task<IResult> WithdrawAsync(HttpRequest request, string id)
    {
        var why = (await JsonNode.ParseAsync(request.Body))!.AsObject();
        if (string.IsNullOrWhiteSpace((string?)why["reason"]) || string.IsNullOrWhiteSpace((string?)why["basis"]))
        {
            return TypedResults.UnprocessableEntity();
        }

        lock (_gate)
        {
            _withdrawn.Add(id);
            return TypedResults.Accepted((string?)null);
        }
    }

    private JsonObject Judge(JsonObject result, string area, int index)
    {
        var problems = TakesAnything ? [] : CountyRules.Problems(result, area);
        if (problems.Count > 0)
        {
            var errors = new JsonArray([.. problems.Select(field => new JsonObject { ["field"] = field, ["code"] = "wrong", ["message"] = "不符合要求" })]);
            return new JsonObject { ["index"] = index, ["status"] = 400, ["outcome"] = "invalid", ["errors"] = errors };
        }

        var key = result["area"] + "-" + result["id"];
        var later = _taken.TryGetValue(key, out var before) && (int?)result["version"] > (int?)before["version"];
        var status = before is null || later ? 201 : JsonNode.DeepEquals(before, result) ? 200 : 409;
        if (status == 201)
        {
            _taken[key] = result;
        }

        return new JsonObject { ["index"] = index, ["id"] = result["id"]?.DeepClone(), ["status"] = status };
    }
}
