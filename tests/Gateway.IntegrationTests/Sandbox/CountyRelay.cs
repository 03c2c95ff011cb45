using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;
using static Gateway.IntegrationTests.Sandbox.CountyRules;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>Does a gateway's work the shortest way: from the body of a result to the rows of the four platforms, by the contract's tables.</summary>
internal sealed class CountyRelay(SandboxSession session)
{
    private static readonly Dictionary<string, (string Meaning, string B, string C)> Codes = new()
    {
        ["NoProblemFound"] = ("未发现问题", "1", "01"),
        ["Unreachable"] = ("通过登记的住所（经营场所）无法联系", "6", "10"),
        ["ClosedOrLiquidating"] = ("已关闭停业或正在组织清算", "7", "08"),
        ["Obstructed"] = ("不配合检查情节严重", "8", "04"),
        ["Deregistered"] = ("注销", "9", "05"),
        ["LicenceRevoked"] = ("被吊销", "10", "07"),
        ["Cancelled"] = ("被撤销", "11", "11"),
        ["MovedOut"] = ("迁出", "12", "12"),
        ["ProblemPending"] = ("发现问题待后续处理", "A", "09"),
        ["NotPublicised"] = ("未按规定公示应当公示的信息", "B", "13"),
        ["Falsified"] = ("隐瞒真实情况、弄虚作假", "C", "14"),
        ["CorrectedOnOrder"] = ("发现问题经责令已改正", "E", "02"),
        ["NotEngaged"] = ("未发现开展本次抽查涉及的经营活动", "F", "03"),
    };

    private readonly ExchangeCaller _exchange = new(session);
    private readonly CreditCaller _credit = new(session);

    public async Task SendAsync(IReadOnlyCollection<JsonObject> results)
    {
        await InPartsAsync([.. results.SelectMany(ExchangeRows)], rows => _exchange.PushAsync("result", rows));
        var organisations = results.Where(result => result["exemption"] is null && Text(result["subject"]!["credentialType"]) == "001"
            && Text(result["subject"]!["kind"])[0] == '0').ToList();
        await InPartsAsync([.. organisations.Select(CreditRow)], rows => _credit.PushAsync("check", rows));
        await InPartsAsync([.. organisations.Select(CheckResult)], rows => PostAsync("p4/api/v1/check-results", new JsonArray([.. rows])));
        var market = organisations.Where(result => Text(result["subject"]!["kind"]) is "01" or "02" or "03");
        await InPartsAsync([.. market.Select(PublicityItem)], rows =>
            PostAsync("p2/spotcheck/batch", new JsonObject { ["batchNo"] = Guid.CreateVersion7().ToString(), ["items"] = new JsonArray([.. rows]) }));
        session.Clock.Advance(TimeSpan.FromSeconds(2));
    }

    private static async Task InPartsAsync(JsonObject[] rows, Func<JsonObject[], Task> send)
    {
        foreach (var part in rows.Chunk(100))
        {
            await send(part);
        }
    }

    private static string Id(JsonObject result) => result["area"] + "-" + result["id"];

    private static List<(string Meaning, string B, string C)> Of(JsonObject result) => [.. result["results"]!.AsArray().Select(code => Codes[Text(code)])];

    private static IEnumerable<JsonObject> ExchangeRows(JsonObject result)
    {
        var about = (result["party"] ?? result["subject"])!;
        var codes = Of(result).Select(code => code.B).ToList();
        var verdict = codes.Any(code => code is "8" or "A" or "B" or "C" or "D" or "E") ? "2" : codes.All(code => code == "1") ? "1" : "3";
        return List(result["matters"]).Select((matter, place) => SampleRows.Result(string.Create(CultureInfo.InvariantCulture, $"{Id(result)}-{place + 1:D2}"))
            .With("supervise_item_implement_code", matter["code"])
            .With("implement_institution_code", result["leadDept"]!["code"])
            .With("administrative_cp_ce_type", about["credentialType"])
            .With("administrative_cp_ui_code", about["credentialCode"])
            .With("check_result", verdict)
            .With("check_date", result["checkedOn"])
            .With("submitted_date", DayOf(Text(result["enteredAt"]))!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + " 18:00:00")
            .With("area_number", result["area"]));
    }

    private static JsonObject CreditRow(JsonObject result) => SampleRows.CreditCheck(Id(result))
        .With("JC_XDR_SHXYM", result["subject"]!["credentialCode"]).With("JC_JGDM", result["leadDept"]!["code"])
        .With("JC_RQ", Text(result["checkedOn"]).Replace('-', '/')).With("JC_JG", string.Join('；', Of(result).Select(code => code.Meaning)));

    private static JsonObject CheckResult(JsonObject result) => SampleRows.CheckResult(Id(result))
        .With("subjectCode", result["subject"]!["credentialCode"]).With("deptCode", result["leadDept"]!["code"]).With("checkDate", result["checkedOn"])
        .With("results", new JsonArray([.. Of(result).Select(code => JsonValue.Create(code.C))]));

    private static JsonObject PublicityItem(JsonObject result) => SampleRows.Item(Id(result))
        .With("UniCode", result["subject"]!["credentialCode"]).With("INSAUTH", result["leadDept"]!["code"]).With("INSDATE", result["checkedOn"])
        .With("INSRES", string.Join(',', Of(result).Select(code => code.B)));

    private async Task PostAsync(string path, JsonNode body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = SandboxSession.Json(body) };
        var (now, nonce) = (session.Clock.GetUtcNow(), Guid.CreateVersion7().ToString());
        var (seconds, milliseconds) = (now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        var tif = SHA256.HashData(Encoding.UTF8.GetBytes(seconds + session.Options.PaasToken + nonce + seconds));
        (string, string)[] headers = path[..2] == "p4"
            ? [("x-tif-paasid", session.Options.PaasId), ("x-tif-timestamp", seconds), ("x-tif-nonce", nonce), ("x-tif-signature", Convert.ToHexStringLower(tif))]
            : [("X-Client-Id", session.Options.ClientId), ("X-Timestamp", milliseconds), ("X-Nonce", nonce),
                ("X-Signature", ExchangeCaller.Sign(session.Options.ClientSecret, session.Options.ClientId + milliseconds + nonce))];
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await session.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode);
    }
}
