using System.Text.Json;
using Gateway.Sandbox.Wire;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;

namespace Gateway.Sandbox.P3;

/// <summary>Opens <c>{"encryptKey","data"}</c>: SM2 around an SM4 key, SM4/ECB/PKCS7 around a JSON array.</summary>
internal sealed class CreditEnvelope(CreditKeys keys)
{
    /// <summary>The rows, or null and what is wrong.</summary>
    public (JsonDocument? Rows, string Problem) Open(JsonElement body)
    {
        var row = new RowReader(body);
        if (Bytes(row.Optional("encryptKey")) is not { Length: > 0 } wrapped || Bytes(row.Optional("data")) is not { Length: > 0 } data)
        {
            return (null, "encryptKey 或 data 缺失，或不是 Base64");
        }

        if (wrapped[0] != 0x04 || keys.Open(wrapped) is not { Length: 16 } key)
        {
            return (null, "encryptKey 解密失败");
        }

        if (Decrypt(key, data) is not { } plain)
        {
            return (null, "data 解密失败");
        }

        try
        {
            return (JsonDocument.Parse(plain), "");
        }
        catch (JsonException)
        {
            return (null, "data 不是 JSON");
        }
    }

    private static byte[]? Bytes(string base64)
    {
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static byte[]? Decrypt(byte[] key, byte[] data)
    {
        var cipher = new PaddedBufferedBlockCipher(new EcbBlockCipher(new SM4Engine()), new Pkcs7Padding());
        cipher.Init(forEncryption: false, new KeyParameter(key));
        try
        {
            return cipher.DoFinal(data);
        }
        catch (CryptoException)
        {
            return null;
        }
    }
}
