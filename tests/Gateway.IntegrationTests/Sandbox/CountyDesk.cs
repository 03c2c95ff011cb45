using System.Text.Json;
using Gateway.Sandbox.County;
using Xunit;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>Runs the counties' verbs as the program does.</summary>
internal static class CountyDesk
{
    public static readonly string[] Areas =
        ["610500", "610502", "610503", "610522", "610523", "610524", "610525", "610526", "610527", "610528", "610581", "610582"];

    public static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CountyVerbs.RunAsync(arguments, TimeProvider.System, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    public static async Task<(int Code, JsonElement Summary)> SubmitAsync(CountyIntake intake, string folder, params string[] more)
    {
        var keys = Areas.SelectMany(area => new[] { "--key", $"{area}={CountyIntake.KeyOf(area)}" });
        var (code, output, error) = await RunAsync(["submit", "--to", intake.Address, "--data", folder, "--subjects", "5000", "--json", .. keys, .. more]);
        Assert.True(output.Length > 0, error);
        return (code, SandboxSession.Parse(output));
    }

    public static IReadOnlyList<JsonElement> Expected(string folder) =>
        [.. File.ReadLines(Path.Combine(folder, "expected.jsonl")).Select(SandboxSession.Parse)];
}
