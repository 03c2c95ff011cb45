using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.IntegrationTests.Push;
using Gateway.Testing;
using Microsoft.AspNetCore.Http;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace Gateway.IntegrationTests.Notes.Yunling;

/// <summary>The platform of <c>note.md</c>.</summary>
internal sealed class YunlingPlatform(ForwardClock clock) : NotePlatform(clock)
{
    public const string AppId = "yunling-app";
    public const string Secret = "yunling-secret";

    /// <summary>Key pairs of nobody, made with OpenSSL for these tests: the platform's and the caller's.</summary>
    public const string PlatformPublicKey =
        "MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAEI4g2NbAgH+svXqFT7VV04i1F/RA1Q3k/9eFIi6q20jQlGLBjbq+GNITbvJkCRaCQURaaaGKmYJgvYCvBf+BcRw==";

    public const string CallerPrivateKey = "MIGHAgEAMBMGByqGSM49AgEGCCqBHM9VAYItBG0wawIBAQQgfzDiY3ktj6tIkwNA++Y6q7wPEX1Y653SUxdUGuG/kWehRANCAASVJTGV+cZldNhcyUQYoz1j1fdFUMhKqjh6hEL+O8q8wfgv4PK2YXOLKao1WRA+Lfz7/FKVW/PJg4fGCUSxgN7f";

    private const string PlatformPrivateKey =
        "MIGHAgEAMBMGByqGSM49AgEGCCqBHM9VAYItBG0wawIBAQQgo/HgD0jzY5BF1hyukM6kaJsYaEZkNtdREFrdtirO3IShRANCAAQjiDY1sCAf6y9eoVPtVXTiLUX9EDVDeT/14UiLqrbSNCUYsGNur4Y0hNu8mQJFoJBRFppoYqZgmC9gK8F/4FxH";

    private const string CallerPublicKey = "MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAElSUxlfnGZXTYXMlEGKM9Y9X3RVDISqo4eoRC/jvKvMH4L+DytmFziymqNVkQPi38+/xSlVvzyYOHxglEsYDe3w==";

    private readonly List<(string Uid, long At, JsonObject Row)> _changes = [];
    private readonly List<(string Uid, long At)> _deleted = [];
    private string _token = "";

    /// <summary>What is held of results, by id.</summary>
    public ConcurrentDictionary<string, (JsonObject Row, string State)> Held { get; } = new();

    public int Tokens { get; private set; }

    private long NowMs => new DateTimeOffset(Now, TimeSpan.FromHours(8)).ToUnixTimeMilliseconds();

    public void Put(int number, string? title = null)
    {
        lock (_changes)
        {
            _changes.Add(($"YL{number:0000}", NowMs, new JsonObject
            {
                ["uid"] = $"YL{number:0000}", ["title"] = title ?? $"云岭样例{number}有限公司", ["uscc"] = UsccOf(number), ["cls"] = "ENT",
                ["div"] = ResultSamples.Area, ["addr"] = $"样例路{number}号", ["ts"] = NowMs,
            }));
        }
    }

    public void Delete(params int[] numbers)
    {
        lock (_changes)
        {
            foreach (var number in numbers)
            {
                _changes.RemoveAll(change => change.Uid == $"YL{number:0000}");
                _deleted.Add(($"YL{number:0000}", NowMs));
            }
        }
    }

    /// <summary>The platform forgets its tokens, as after a restart.</summary>
    public void ForgetTokens() => _token = "";

    protected override async Task<(int Status, string ContentType, byte[] Body)> AnswerAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        if (request.Path == "/oauth/token")
        {
            return Plain(Issue(JsonNode.Parse(body)!));
        }

        if (request.Headers.Authorization != $"Bearer {_token}" || _token.Length == 0)
        {
            return (401, "text/plain", []);
        }

        var path = request.Path.Value!;
        string Of(string name) => request.Query[name].ToString();
        lock (_changes)
        {
            return (request.Method, path) switch
            {
                ("GET", "/v2/subjects") => Sealed(Subjects(Of("cursor"), int.Parse(Of("size"), CultureInfo.InvariantCulture))),
                ("GET", "/v2/subjects/deleted") => Sealed(Deleted(Of("since"), Of("afterTs"), Of("afterUid"), int.Parse(Of("size"), CultureInfo.InvariantCulture))),
                ("POST" or "PUT", "/v2/results") => Sealed(Take(Open(body), request.Method == "PUT")),
                ("GET", "/v2/ledger") => Sealed(Ledger(Of("from"), Of("to"), int.Parse(Of("page"), CultureInfo.InvariantCulture))),
                ("POST", _) when path.EndsWith("/revoke", StringComparison.Ordinal) => Revoke(path.Split('/')[3], Open(body)),
                _ => (404, "text/plain", []),
            };
        }
    }

    private JsonObject Issue(JsonNode asked)
    {
        var at = asked["ts"]!.GetValue<long>();
        if (asked["sign"]!.ToString() != Sm3($"{AppId}{at}{Secret}") || Math.Abs(NowMs - at) > 300_000)
        {
            return new JsonObject { ["code"] = 1, ["msg"] = "签名或时间不正确" };
        }

        Tokens++;
        _token = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        return new JsonObject { ["code"] = 0, ["data"] = new JsonObject { ["access"] = _token, ["ttl"] = 600 } };
    }

    // The cursor is a place in the list of changes.
    private JsonObject Subjects(string cursor, int size)
    {
        var at = cursor.Length == 0 ? 0 : int.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(cursor)), CultureInfo.InvariantCulture);
        var page = _changes.Skip(at).Take(size).ToList();
        return new JsonObject
        {
            ["items"] = new JsonArray([.. page.Select(change => change.Row.DeepClone())]),
            ["next"] = Convert.ToBase64String(Encoding.UTF8.GetBytes((at + page.Count).ToString(CultureInfo.InvariantCulture))),
            ["hasMore"] = at + page.Count < _changes.Count,
        };
    }

    private JsonObject Deleted(string since, string afterTs, string afterUid, int size)
    {
        var from = long.Parse(since, CultureInfo.InvariantCulture);
        var page = _deleted.Where(entry => entry.At >= from).OrderBy(entry => entry.At).ThenBy(entry => entry.Uid, StringComparer.Ordinal)
            .Where(entry => afterTs.Length == 0 || (entry.At, entry.Uid).CompareTo((long.Parse(afterTs, CultureInfo.InvariantCulture), afterUid)) > 0);
        return new JsonObject
        {
            ["items"] = new JsonArray([.. page.Take(size).Select(entry => new JsonObject { ["uid"] = entry.Uid, ["ts"] = entry.At })]),
        };
    }

    private JsonObject Take(JsonNode batch, bool replaces)
    {
        var results = batch["list"]!.AsArray().Select(row =>
        {
            var id = row!["id"]!.ToString();
            var refusal = replaces == Held.ContainsKey(id) ? "" : replaces ? "NONE" : "DUP";
            if (refusal.Length == 0)
            {
                Held[id] = ((JsonObject)row.DeepClone(), "ON");
            }

            return new JsonObject { ["id"] = id, ["ok"] = refusal.Length == 0, ["err"] = refusal };
        });
        return new JsonObject { ["results"] = new JsonArray([.. results]) };
    }

    private (int, string, byte[]) Revoke(string id, JsonNode body)
    {
        if (!Held.TryGetValue(id, out var held) || body["reason"]!.ToString().Length == 0)
        {
            return Plain(new JsonObject { ["code"] = 3, ["msg"] = "记录不存在" });
        }

        Held[id] = (held.Row, "OFF");
        return Sealed([]);
    }

    private JsonObject Ledger(string from, string to, int page)
    {
        var all = Held.Where(held => string.CompareOrdinal(held.Value.Row["day"]!.ToString(), from) >= 0 && string.CompareOrdinal(held.Value.Row["day"]!.ToString(), to) <= 0)
            .OrderBy(held => held.Key, StringComparer.Ordinal).ToList();
        return new JsonObject
        {
            ["total"] = all.Count,
            ["items"] = new JsonArray([.. all.Skip((page - 1) * 20).Take(20).Select(held => new JsonObject
            {
                ["id"] = held.Key, ["st"] = held.Value.State,
                ["dg"] = Sm3($"{held.Key}|{held.Value.Row["uid"]}|{held.Value.Row["day"]}|{string.Join(',', held.Value.Row["codes"]!.AsArray().Select(code => code!.ToString()))}"),
            })]),
        };
    }

    private static (int, string, byte[]) Plain(JsonObject answer) => (200, "application/json", Encoding.UTF8.GetBytes(answer.ToJsonString()));

    private static (int, string, byte[]) Sealed(JsonObject content)
    {
        var key = RandomNumberGenerator.GetBytes(16);
        var engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
        engine.Init(true, new ParametersWithRandom((ECPublicKeyParameters)PublicKeyFactory.CreateKey(Convert.FromBase64String(CallerPublicKey))));
        return Plain(new JsonObject
        {
            ["code"] = 0, ["msg"] = "", ["key"] = Convert.ToBase64String(engine.ProcessBlock(key, 0, 16)),
            ["payload"] = Convert.ToBase64String(Sm4(true, key, Encoding.UTF8.GetBytes(content.ToJsonString()))),
        });
    }

    private static JsonNode Open(string body)
    {
        var envelope = JsonNode.Parse(body)!;
        var sealedKey = Convert.FromBase64String(envelope["key"]!.ToString());
        var engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
        engine.Init(false, (ECPrivateKeyParameters)PrivateKeyFactory.CreateKey(Convert.FromBase64String(PlatformPrivateKey)));
        var key = engine.ProcessBlock(sealedKey, 0, sealedKey.Length);
        return JsonNode.Parse(Sm4(false, key, Convert.FromBase64String(envelope["payload"]!.ToString())))!;
    }

    private static byte[] Sm4(bool seal, byte[] key, byte[] input)
    {
        var cipher = new PaddedBufferedBlockCipher(new EcbBlockCipher(new SM4Engine()), new Pkcs7Padding());
        cipher.Init(seal, (ICipherParameters)new KeyParameter(key));
        return cipher.DoFinal(input);
    }

    private static string Sm3(string text)
    {
        var (digest, bytes, hash) = (new SM3Digest(), Encoding.UTF8.GetBytes(text), new byte[32]);
        digest.BlockUpdate(bytes, 0, bytes.Length);
        digest.DoFinal(hash, 0);
        return Convert.ToHexStringLower(hash);
    }
}
