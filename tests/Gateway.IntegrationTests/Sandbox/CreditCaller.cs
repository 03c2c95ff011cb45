using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using Xunit;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>Calls profile 3: token, SM2 around SM4, rows.</summary>
public sealed class CreditCaller(SandboxSession session)
{
    public string? Token { get; set; }

    public static string Sm3(string text)
    {
        var digest = new SM3Digest();
        digest.BlockUpdate(Encoding.UTF8.GetBytes(text));
        var hash = new byte[32];
        digest.DoFinal(hash, 0);
        return Convert.ToHexStringLower(hash);
    }

    public static byte[] Sm4(byte[] key, byte[] plain)
    {
        var cipher = new PaddedBufferedBlockCipher(new EcbBlockCipher(new SM4Engine()), new Pkcs7Padding());
        cipher.Init(true, new KeyParameter(key));
        return cipher.DoFinal(plain);
    }

    public async Task<JsonElement> AskTokenAsync(TimeSpan skew = default, string? secret = null)
    {
        var time = session.Clock.GetUtcNow().Add(skew).ToUnixTimeMilliseconds();
        var text = time.ToString(CultureInfo.InvariantCulture);
        var answer = await PostAsync("p3/auth/token", new
        {
            appId = session.Options.AppId,
            timestamp = time,
            sign = Sm3(session.Options.AppId + (secret ?? session.Options.AppSecret) + text),
        });
        if (answer.GetProperty("code").GetInt32() == 200)
        {
            Token = answer.GetProperty("data").GetProperty("token").GetString();
        }

        return answer;
    }

    public JsonObject Seal(string json)
    {
        var curve = GMNamedCurves.GetByName("sm2p256v1");
        var domain = new ECDomainParameters(curve.Curve, curve.G, curve.N, curve.H);
        var engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
        var point = curve.Curve.DecodePoint(Convert.FromHexString(session.Server.PublicKeyHex));
        engine.Init(true, new ParametersWithRandom(new ECPublicKeyParameters(point, domain), new SecureRandom()));
        var key = RandomNumberGenerator.GetBytes(16);
        return new JsonObject
        {
            ["encryptKey"] = Convert.ToBase64String(engine.ProcessBlock(key, 0, key.Length)),
            ["data"] = Convert.ToBase64String(Sm4(key, Encoding.UTF8.GetBytes(json))),
        };
    }

    public async Task<JsonElement> PushAsync(string kind, params JsonObject[] rows) => await PostAsync($"p3/credit/{kind}/batch", await SealedAsync(rows));

    /// <summary>The fields that the one row is refused for.</summary>
    public async Task<IReadOnlyList<string>> ErrorsAsync(string kind, JsonObject row)
    {
        var answer = (await PushAsync(kind, row)).GetProperty("data").GetProperty("rows")[0];
        Assert.Equal(answer.GetProperty("ok").GetBoolean(), answer.GetProperty("errors").GetArrayLength() == 0);
        return [.. answer.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()!)];
    }

    public async Task<JsonElement> PostAsync(string path, object? body)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path);
        if (Token is not null)
        {
            request.Headers.Add("Authorization", "Bearer " + Token);
        }

        request.Content = body is null ? null : SandboxSession.Json(body);
        using var response = await session.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        return SandboxSession.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<JsonObject> SealedAsync(JsonObject[] rows)
    {
        if (Token is null)
        {
            await AskTokenAsync();
        }

        return Seal(new JsonArray([.. rows.Select(row => row.DeepClone())]).ToJsonString());
    }
}
