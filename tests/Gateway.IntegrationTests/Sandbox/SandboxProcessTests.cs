using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>The sandbox as a program: its options, its first lines, real rows mixed in, and what a kill leaves behind.</summary>
public sealed class SandboxProcessTests : IDisposable
{
    // One whole row, one with a wrong check digit, one of the old 华县, one that only the registrar's digits place, one quoted comma.
    private const string Csv = """
        企业名称,统一社会信用代码,注册日期,企业类型,注册资金,经营范围,所在省份,地区,注册地址
        样例甲有限公司,91610500MA0000007J,1999-03-25,N/A,"3,000(万)",样例,陕西,渭南,陕西省渭南市白水县样例路1号
        样例乙有限公司,91610500MA0000007K,1999-03-25,N/A,N/A,样例,陕西,渭南,陕西省渭南市白水县样例路2号
        样例丙经营部,92610502MA00000157,2001-01-01,N/A,N/A,样例,陕西,渭南,华县样例街道
        样例丁合作社,93610502MA0000023Y,2001-01-01,N/A,N/A,样例,陕西,渭南,样例路3号
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-sandbox-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Says_what_is_wrong_with_its_options_and_ends_with_2()
    {
        using var process = Start("--subjects", "many");
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, process.ExitCode);
        Assert.Contains("--subjects many", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Helps()
    {
        using var process = Start("--help");
        Assert.Contains("--single-area", await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task Renders_first_mixes_in_real_rows_and_keeps_changes_when_killed()
    {
        var csv = Path.Combine(_folder, "real.csv");
        await File.WriteAllTextAsync(csv, Csv, TestContext.Current.CancellationToken);
        string[] options = ["--port", "0", "--data", Path.Combine(_folder, "data"), "--subjects", "300", "--single-area", "610527", "--enterprises", csv, "--prerender"];
        string before;
        using (var process = Start(options))
        {
            using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = await AddressAsync(process) };
            var truth = await TruthAsync(http);
            Assert.Equal((302, 1), (Rows(truth, "610527"), Bad(truth, "610527") - Bad(truth, "610527", made: true)));
            Assert.Equal((1, 1, 0), (Rows(truth, "610503"), Rows(truth, "610502"), Rows(truth, "610500")));
            using var answer = await http.PostAsync(
                "_sandbox/change", SandboxSession.Json(new { area = "610527", feed = "subject", @new = 7 }), TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode);
            before = (await TruthAsync(http)).GetRawText();
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using var next = Start(options);
        using var again = new HttpClient(new SocketsHttpHandler()) { BaseAddress = await AddressAsync(next) };
        Assert.Equal(before, (await TruthAsync(again)).GetRawText());
        next.Kill();
        await next.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<JsonElement> TruthAsync(HttpClient http) =>
        SandboxSession.Parse(await http.GetStringAsync("_sandbox/truth", TestContext.Current.CancellationToken));

    private static JsonElement Subjects(JsonElement truth, string area) =>
        truth.GetProperty("areas").EnumerateArray().Single(one => one.GetProperty("area").GetString() == area).GetProperty("feeds").EnumerateArray()
            .Single(one => one.GetProperty("feed").GetString() == "subject");

    private static int Rows(JsonElement truth, string area) => Subjects(truth, area).GetProperty("rows").GetInt32();

    /// <summary>Rows with a bad USCC; of the made ones there are as many as of any other reason.</summary>
    private static int Bad(JsonElement truth, string area, bool made = false) =>
        Subjects(truth, area).GetProperty("bad").GetProperty(made ? "name_missing" : "uscc_invalid").GetInt32();

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Gateway.Sandbox.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
    }

    private static async Task<Uri> AddressAsync(Process process)
    {
        const string said = "listening on ";
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith(said, StringComparison.Ordinal))
            {
                return new Uri(line[said.Length..]);
            }
        }

        throw new InvalidOperationException("ended without listening: " + await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }
}
