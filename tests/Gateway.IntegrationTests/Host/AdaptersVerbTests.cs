using System.Text.Json;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Host;

/// <summary>What an integrator does with files alone: no database, no broker, no platform.</summary>
public sealed class AdaptersVerbTests : IDisposable
{
    private const string Canary = "canary-of-a-secret";

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-verbs-").FullName;

    public AdaptersVerbTests()
    {
        foreach (var below in new[] { "profiles", "counties", "fields" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, below));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(BuiltPrograms.RepositoryRoot, "adapters", below)))
            {
                File.Copy(file, Path.Combine(_folder, below, Path.GetFileName(file)));
            }
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(BuiltPrograms.RepositoryRoot, "adapters"), "*.yaml"))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Check_lists_all_problems_with_place_and_remedy_and_ends_with_2()
    {
        await ChangeAsync("counties/610502-linwei.yaml", "level: 县", "levle: 县");
        await ChangeAsync("profiles/credit.yaml", "maxRows: 100", "maxRows: viele");

        var (code, text) = await RunAsync("check", "--json");
        var problems = JsonDocument.Parse(text).RootElement.GetProperty("problems").EnumerateArray()
            .Select(x => $"{x.GetProperty("file").GetString()} {x.GetProperty("what").GetString()} {x.GetProperty("remedy").GetString()}").ToList();

        Assert.Equal(2, code);
        Assert.Contains(problems, x => x.StartsWith("counties/610502-linwei.yaml 未知的配置项“levle”", StringComparison.Ordinal));
        Assert.Contains(problems, x => x.StartsWith("profiles/credit.yaml “limits.maxRows”的值“viele”无效", StringComparison.Ordinal));
        Assert.All(problems, x => Assert.False(x.EndsWith(' ')));
    }

    [Fact]
    public async Task Check_points_out_codes_that_a_platform_does_not_have()
    {
        var (code, text) = await RunAsync("check");

        Assert.True(code == 0, text);
        Assert.Contains("配置正确", text, StringComparison.Ordinal);
        Assert.Single(text.Split('\n'), x => x.Contains("“profiles.publicity.resultCodes”缺少 1 个规范代码：Suspended（暂停营业）", StringComparison.Ordinal));
        Assert.Single(text.Split('\n'), x => x.Contains("“profiles.double-random.resultCodes”缺少 1 个规范代码：OtherViolation", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Show_says_where_every_value_comes_from_and_never_a_secret()
    {
        await ChangeAsync("counties/610502-linwei.yaml", "targets:", "profiles:\n  exchange-rest:\n    pageSize: 321\n\ntargets:");

        var (code, text) = await RunAsync("show", "610502");

        Assert.True(code == 0, text);
        Assert.Matches("profiles\\.exchange-rest\\.pageSize = 321    ← counties/610502-linwei\\.yaml:\\d+", text);
        Assert.Matches("profiles\\.exchange-rest\\.fetchAhead = 4    ← profiles/exchange-rest\\.yaml:\\d+", text);
        Assert.Contains("profiles.exchange-rest.baseAddress = https://platform.invalid/p    ← Gateway__Profiles__ExchangeRest__BaseAddress", text, StringComparison.Ordinal);
        Assert.Contains("profiles.exchange-rest.appKey = （已设置）", text, StringComparison.Ordinal);
        Assert.Contains("← 程序默认值", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, text, StringComparison.Ordinal);

        var (_, json) = await RunAsync("show", "610502", "profiles.exchange-rest.pageSize", "--json");
        var setting = Assert.Single(Assert.Single(JsonDocument.Parse(json).RootElement.EnumerateArray()).GetProperty("settings").EnumerateArray());
        Assert.Equal(("321", "file"), (setting.GetProperty("value").GetString(), setting.GetProperty("origin").GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task A_dry_run_says_what_becomes_of_a_sample_and_masks_it()
    {
        var sample = Path.Combine(_folder, "page.json");
        string Row(string identity, string uscc, string more) =>
            $$"""{"record_unique_identity":"{{identity}}","cd_id":"{{identity}}-1","cd_time":"2026-03-01 10:00:00","subject_kind":"01","subject_name":"样例公司","credential_type":"001","credential_code":"{{uscc}}","area_number":"610502","contact_phone":"13800001234"{{more}} }""";
        await File.WriteAllTextAsync(
            sample,
            $$"""{"code":"0","data":{"total":4,"rows":[{{Row("a", "11610502XN61050266", "")}},{{Row("a", "11610502XN61050266", "")}},{{Row("b", "11610502XN61050267", "")}},{{Row("c", "11610502XN61050266", ",\"brand_new\":1")}}] } }""",
            Cancelled);

        var (code, text) = await RunAsync("dry-run", "610502", "subject", "--sample", sample);

        Assert.True(code == 0, text);
        Assert.Contains("读到 4 条，可用 2，隔离 1，重复 1，删除 0", text, StringComparison.Ordinal);
        Assert.Contains("隔离 uscc_invalid", text, StringComparison.Ordinal);
        Assert.Contains("代码值 监管对象类别（kind）：01×4", text, StringComparison.Ordinal);
        Assert.Contains("漂移 多出的字段 brand_new（1 条）", text, StringComparison.Ordinal);
        Assert.DoesNotContain("13800001234", text, StringComparison.Ordinal);

        var (_, json) = await RunAsync("dry-run", "610502", "subject", "--sample", sample, "--json", "--rows", "1");
        var outcome = JsonDocument.Parse(json).RootElement;
        Assert.Equal((4, 1), (outcome.GetProperty("fetched").GetInt32(), outcome.GetProperty("usable").GetArrayLength()));
    }

    [Fact]
    public async Task What_init_drafts_of_a_csv_is_filled_in_checked_and_tried_with_the_same_csv()
    {
        var sample = Path.Combine(_folder, "rows.csv");
        await File.WriteAllTextAsync(
            sample, "记录唯一标识,企业名称,统一社会信用代码,主体类型,证件类型,行政区划代码,更新时间\na,样例公司,11610502XN61050266,01,001,610502,2026-03-01 10:00:00\nb,样例公司二,11610502XN61050267,01,001,610502,2026-03-01 10:00:00\n",
            Cancelled);
        string[] init = ["init", "610502", "--from", sample, "--feed", "subject", "--profile", "county-files", "--out", _folder];

        var (drafted, words) = await RunAsync(init);
        Assert.True(drafted == 0, words);
        Assert.Contains("填写 2 处", words, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(init)).Code);

        await ChangeAsync("counties/610502-linwei.yaml", "  subject:\n    profile: exchange-rest", "  subject:\n    profile: county-files");
        Assert.Equal(2, (await RunAsync("check")).Code);

        await ChangeAsync("profiles/county-files.yaml", "directory: \"\"", $"directory: \"{_folder}\"");
        await ChangeAsync("profiles/county-files.yaml", "full: \"\"", "full: jgdx");
        var (ok, problems) = await RunAsync("check");
        Assert.True(ok == 0, problems);

        var (code, text) = await RunAsync("dry-run", "610502", "subject", "--sample", sample);
        Assert.True(code == 0, text);
        Assert.Contains("读到 2 条，可用 1，隔离 1", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>请登录</html>", 1, "样本读不出")]
    [InlineData(null, 2, "没有样本文件")]
    public async Task A_sample_that_can_not_be_read_is_said_to_be_one(string? content, int expected, string words)
    {
        var sample = Path.Combine(_folder, "page.json");
        if (content is not null)
        {
            await File.WriteAllTextAsync(sample, content, Cancelled);
        }

        var (code, text) = await RunAsync("dry-run", "610502", "subject", "--sample", sample);

        Assert.Equal(expected, code);
        Assert.Contains(words, text, StringComparison.Ordinal);
    }

    private async Task ChangeAsync(string file, string from, string to)
    {
        var path = Path.Combine(_folder, file);
        var text = await File.ReadAllTextAsync(path, Cancelled);
        Assert.Contains(from, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, text.Replace(from, to, StringComparison.Ordinal), Cancelled);
    }

    private async Task<(int Code, string Text)> RunAsync(params string[] arguments)
    {
        await using var process = ProgramProcess.Start("adapters", BuiltPrograms.Gateway, ["adapters", .. arguments], Everything());
        var code = await process.WaitForExitAsync(TimeSpan.FromMinutes(3), Cancelled);
        return (code, process.Log);
    }

    // Everything that the profiles ask for; nothing of a database.
    private Dictionary<string, string?> Everything()
    {
        var environment = new Dictionary<string, string?> { ["GATEWAY_ADAPTERS"] = _folder, ["ConnectionStrings__Gateway"] = null, ["Gateway__MasterKey"] = null };
        foreach (var name in Names())
        {
            environment[name] = name.EndsWith("BaseAddress", StringComparison.Ordinal) ? "https://platform.invalid/p" : Canary;
        }

        // A point that is surely on the curve: the generator of SM2 (GB/T 32918.5).
        environment["Gateway__Profiles__Credit__PlatformPublicKey"] = "0432C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7"
            + "BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0";
        return environment;
    }

    private static IEnumerable<string> Names() => new[]
    {
        "ExchangeRest__BaseAddress", "ExchangeRest__Rid", "ExchangeRest__AppKey", "Publicity__BaseAddress", "Publicity__ClientId", "Publicity__Secret",
        "Credit__BaseAddress", "Credit__AppId", "Credit__AppSecret", "DoubleRandom__BaseAddress", "DoubleRandom__PaasId", "DoubleRandom__Token",
    }.Select(name => "Gateway__Profiles__" + name);
}
