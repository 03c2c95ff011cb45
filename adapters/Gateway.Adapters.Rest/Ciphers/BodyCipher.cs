using System.Security.Cryptography;
using System.Text;
using Gateway.Adapters.Crypto;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Rest.Signing;
using Gateway.Adapters.Rest.Templates;
using Org.BouncyCastle.Crypto;

namespace Gateway.Adapters.Rest.Ciphers;

/// <summary>Encrypts bodies and opens answers.</summary>
internal sealed class BodyCipher
{
    private const int IvLength = 16;
    private const int GcmNonce = 12;
    private const int GcmTag = 16;

    private readonly CipherOptions _options;
    private readonly byte[] _key;
    private readonly byte[]? _iv;
    private readonly Sm2Encryptor? _sealer;
    private readonly Func<Sm2PrivateKey> _opener;
    private readonly Template _envelope;

    public BodyCipher(CipherOptions options, string key, Func<Sm2PrivateKey> privateKey)
    {
        (_options, _opener) = (options, privateKey);
        _key = options.Kind is CipherKind.None or CipherKind.Sm2Sm4 ? [] : KeyBytes(key, options.KeyForm);
        _iv = options.Iv is { } iv ? KeyBytes(iv, options.KeyForm == KeyForm.Sha1Prng ? KeyForm.Text : options.KeyForm) : null;
        _sealer = options is { Kind: CipherKind.Sm2Sm4, PlatformPublicKey: { } publicKey } ? new Sm2Encryptor(publicKey) : null;
        _envelope = Template.Of(options.Envelope ?? "{encrypted}");
    }

    public bool OfRequests => _options.Kind != CipherKind.None && _options.Requests;

    public bool OfAnswers => _options.Kind != CipherKind.None && _options.Answers;

    /// <summary>A body as it goes out: another one at every call where the cipher is random.</summary>
    public string Seal(string plain)
    {
        var values = new CallValues();
        var bytes = Encoding.UTF8.GetBytes(plain);
        if (_options.Kind == CipherKind.Sm2Sm4)
        {
            var key = RandomNumberGenerator.GetBytes(16);
            values["encryptedKey"] = Write((_sealer ?? throw new CryptographicException("no public key")).Encrypt(key));
            values["encrypted"] = Write(Sm4.Encrypt(key, bytes));
            CryptographicOperations.ZeroMemory(key);
        }
        else
        {
            values["encrypted"] = Write(Encrypt(bytes));
        }

        return _envelope.Render(values, TextForm.Plain) ?? "";
    }

    /// <summary>Opens what an answer holds.</summary>
    /// <exception cref="CryptographicException">No ciphertext under this key.</exception>
    public byte[] Open(string data, string? sealedKey)
    {
        try
        {
            return _options.Kind == CipherKind.Sm2Sm4
                ? Sm4.Decrypt(_opener().Decrypt(Read(sealedKey ?? "")), Read(data))
                : Decrypt(Read(data));
        }
        catch (Exception e) when (e is FormatException or InvalidCipherTextException or ArgumentException or DataLengthException)
        {
            throw new CryptographicException("not a ciphertext under this key", e);
        }
    }

    public static byte[] KeyBytes(string text, KeyForm form) => form switch
    {
        KeyForm.Text => Encoding.UTF8.GetBytes(text),
        KeyForm.Hex => Convert.FromHexString(text),
        KeyForm.Base64 => Convert.FromBase64String(text),
        KeyForm.Sha1Prng => AppKeyCipher.KeyOf(text),
    };

    private byte[] Encrypt(byte[] plain)
    {
        switch (_options.Kind)
        {
            case CipherKind.AesEcb:
                using (var aes = NewAes())
                {
                    return aes.EncryptEcb(plain, PaddingMode.PKCS7);
                }

            case CipherKind.AesCbc:
                using (var aes = NewAes())
                {
                    var iv = _iv ?? RandomNumberGenerator.GetBytes(IvLength);
                    return WithIv(iv, aes.EncryptCbc(plain, iv));
                }

            case CipherKind.AesGcm:
                using (var gcm = new AesGcm(_key, GcmTag))
                {
                    var sealedBytes = new byte[GcmNonce + plain.Length + GcmTag];
                    RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, GcmNonce));
                    gcm.Encrypt(
                        sealedBytes.AsSpan(0, GcmNonce), plain, sealedBytes.AsSpan(GcmNonce, plain.Length), sealedBytes.AsSpan(GcmNonce + plain.Length));
                    return sealedBytes;
                }

            case CipherKind.Sm4Ecb:
                return Sm4.Encrypt(_key, plain);
            case CipherKind.Sm4Cbc:
                var random = _iv ?? RandomNumberGenerator.GetBytes(IvLength);
                return WithIv(random, Sm4Cbc.Encrypt(_key, random, plain));
            case CipherKind.None or CipherKind.Sm2Sm4:
            default:
                return plain;
        }
    }

    private byte[] Decrypt(byte[] sealedBytes)
    {
        switch (_options.Kind)
        {
            case CipherKind.AesEcb:
                using (var aes = NewAes())
                {
                    return aes.DecryptEcb(sealedBytes, PaddingMode.PKCS7);
                }

            case CipherKind.AesCbc:
                using (var aes = NewAes())
                {
                    return aes.DecryptCbc(BehindIv(sealedBytes, out var iv), iv);
                }

            case CipherKind.AesGcm:
                using (var gcm = new AesGcm(_key, GcmTag))
                {
                    var plain = new byte[Math.Max(0, sealedBytes.Length - GcmNonce - GcmTag)];
                    gcm.Decrypt(
                        sealedBytes.AsSpan(0, GcmNonce), sealedBytes.AsSpan(GcmNonce, plain.Length), sealedBytes.AsSpan(GcmNonce + plain.Length), plain);
                    return plain;
                }

            case CipherKind.Sm4Ecb:
                return Sm4.Decrypt(_key, sealedBytes);
            case CipherKind.Sm4Cbc:
                var body = BehindIv(sealedBytes, out var before);
                return Sm4Cbc.Decrypt(_key, before, body);
            case CipherKind.None or CipherKind.Sm2Sm4:
            default:
                return sealedBytes;
        }
    }

    private Aes NewAes()
    {
        var aes = Aes.Create();
        aes.Key = _key;
        return aes;
    }

    private byte[] WithIv(byte[] iv, byte[] cipherText) => _iv is null ? [.. iv, .. cipherText] : cipherText;

    private byte[] BehindIv(byte[] sealedBytes, out byte[] iv)
    {
        if (_iv is { } known)
        {
            iv = known;
            return sealedBytes;
        }

        iv = sealedBytes[..Math.Min(IvLength, sealedBytes.Length)];
        return sealedBytes[iv.Length..];
    }

    private string Write(byte[] bytes) => CallSigner.Write(bytes, _options.Output);

    private byte[] Read(string text) => _options.Output switch
    {
        SignatureOutput.Base64 => Convert.FromBase64String(text),
        SignatureOutput.Hex or SignatureOutput.UpperHex => Convert.FromHexString(text),
    };
}
