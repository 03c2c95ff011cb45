using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Adapters.Json;

namespace Gateway.Adapters.Crypto;

/// <summary>
/// The credit platform's envelope: a random SM4 key per request, encrypted under the platform's SM2 key, and the body under the SM4 key.
/// Source: domain facts 3.4.
/// </summary>
public sealed class Sm2Sm4Envelope(Sm2Encryptor encryptor)
{
    /// <summary>Seals a body: <c>{"encryptKey":"…","data":"…"}</c>, another one at every call.</summary>
    /// <param name="plain">UTF-8 JSON array.</param>
    public byte[] Seal(ReadOnlySpan<byte> plain)
    {
        var key = RandomNumberGenerator.GetBytes(16);
        var sealedKey = encryptor.Encrypt(key);
        var data = Sm4.Encrypt(key, plain);
        CryptographicOperations.ZeroMemory(key);
        return WireJson.Write(writer => WriteBody(writer, sealedKey, data));
    }

    private static void WriteBody(Utf8JsonWriter writer, byte[] sealedKey, byte[] data)
    {
        writer.WriteStartObject();
        writer.WriteBase64String("encryptKey", sealedKey);
        writer.WriteBase64String("data", data);
        writer.WriteEndObject();
    }
}
