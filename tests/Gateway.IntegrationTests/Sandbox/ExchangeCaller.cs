using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>Calls profile 1 as a platform's client must, in its own words and not in the gateway's.</summary>
public sealed class ExchangeCaller(SandboxSession session)
{
    public string? Secret { get; set; }

    /// <summary>Off from the clock by so much.</summary>
    public TimeSpan Skew { get; set; }

    public static string Sign(string key, string message) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(message)));

    public string Now => session.Clock.GetUtcNow().Add(Skew).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public async Task<JsonElement> RefreshAsync(string? appKey = null, string sid = "s_sys_refresh")
    {
        var time = Now;
        var body = new JsonObject
        {
            ["gjgxjhpt_rid"] = session.Options.Rid,
            ["gjgxjhpt_sid"] = sid,
            ["gjgxjhpt_rtime"] = time,
            ["gjgxjhpt_sign"] = Sign(appKey ?? session.Options.AppKey, sid + session.Options.Rid + time),
        };
        using var response = await session.Http.PostAsync(
            "p1/sysapi/auth/refreshappsecret", SandboxSession.Json(body), TestContext.Current.CancellationToken);
        var answer = SandboxSession.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        if (answer.GetProperty("code").GetString() == "0")
        {
            Secret = Decrypt(answer.GetProperty("data").GetProperty("secret").GetString()!, session.Options.AppKey);
        }

        return answer;
    }

    [SuppressMessage("Security", "CA5350", Justification = "the platform's key derivation")]
    public static byte[] AesKey(string appKey) => SHA1.HashData(SHA1.HashData(Encoding.UTF8.GetBytes(appKey)))[..16];

    public static string Decrypt(string base64, string appKey)
    {
        using var aes = Aes.Create();
        aes.Key = AesKey(appKey);
        return Encoding.UTF8.GetString(aes.DecryptEcb(Convert.FromBase64String(base64), PaddingMode.PKCS7));
    }

    public async Task<HttpResponseMessage> SendAsync(string sid, string query, object? body = null, Action<HttpRequestMessage>? alter = null)
    {
        if (Secret is null)
        {
            await RefreshAsync();
        }

        var time = Now;
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, "p1/httpproxy" + query);
        request.Headers.Add("gjgxjhpt_rid", session.Options.Rid);
        request.Headers.Add("gjgxjhpt_sid", sid);
        request.Headers.Add("gjgxjhpt_rtime", time);
        request.Headers.Add("gjgxjhpt_sign", Sign(Secret!, sid + session.Options.Rid + time));
        if (body is not null)
        {
            request.Content = SandboxSession.Json(body);
        }

        alter?.Invoke(request);
        return await session.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<string> TextAsync(string sid, string query, object? body = null, Action<HttpRequestMessage>? alter = null)
    {
        using var response = await SendAsync(sid, query, body, alter);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public async Task<JsonElement> CallAsync(string sid, string query, object? body = null, Action<HttpRequestMessage>? alter = null) =>
        SandboxSession.Parse(await TextAsync(sid, query, body, alter));

    public async Task<string> CodeAsync(string sid, string query, object? body = null, Action<HttpRequestMessage>? alter = null) =>
        (await CallAsync(sid, query, body, alter)).GetProperty("code").GetString()!;

    public async Task<List<JsonElement>> FullAsync(string feed, string area, int size = 400, string more = "&mode=full")
    {
        var rows = new List<JsonElement>();
        for (var page = 1; ; page++)
        {
            var data = (await CallAsync("s_610000_" + feed, $"?area_number={area}{more}&page_num={page}&page_size={size}")).GetProperty("data");
            rows.AddRange(data.GetProperty("rows").EnumerateArray());
            if (data.GetProperty("rows").GetArrayLength() == 0)
            {
                Assert.Equal(data.GetProperty("total").GetInt32(), rows.Count);
                return rows;
            }
        }
    }

    public async Task<JsonElement> PushAsync(string kind, params JsonObject[] rows)
    {
        var batch = new JsonObject { ["cd_batch"] = "2026112300001", ["rows"] = new JsonArray([.. rows.Select(row => row.DeepClone())]) };
        return await CallAsync($"s_610000_{kind}_push", "", batch);
    }

    /// <summary>The code of the one row's receipt.</summary>
    public async Task<string> ReceiptAsync(string kind, JsonObject row) =>
        (await PushAsync(kind, row)).GetProperty("data").GetProperty("receipts")[0].GetProperty("code").GetString()!;
}
