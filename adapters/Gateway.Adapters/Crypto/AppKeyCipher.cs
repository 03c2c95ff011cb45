using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Adapters.Crypto;

/// <summary>
/// The AES of the gjgxjhpt exchange: a 128-bit key made of the app key as Java's SHA1PRNG makes it when it is seeded, that is the first 16
/// bytes of SHA1(SHA1(appKey)). Source: domain facts 3.1, variants A and B. The weak parts are the platform's, not chosen here.
/// </summary>
public static class AppKeyCipher
{
    /// <summary>The AES key of an app key.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "The platform derives its key so.")]
    public static byte[] KeyOf(string appKey) => SHA1.HashData(SHA1.HashData(Encoding.UTF8.GetBytes(appKey)))[..16];

    /// <summary>Decrypts AES/ECB/PKCS5.</summary>
    /// <exception cref="CryptographicException">Not a ciphertext under this key.</exception>
    public static string DecryptEcb(string appKey, string base64) =>
        Text(appKey, aes => aes.DecryptEcb(Bytes(base64), PaddingMode.PKCS7));

    /// <summary>Decrypts AES/CBC/PKCS5.</summary>
    /// <exception cref="CryptographicException">Not a ciphertext under this key.</exception>
    public static string DecryptCbc(string appKey, string iv, string base64) =>
        Text(appKey, aes => aes.DecryptCbc(Bytes(base64), Encoding.ASCII.GetBytes(iv), PaddingMode.PKCS7));

    private static string Text(string appKey, Func<Aes, byte[]> decrypt)
    {
        using var aes = Aes.Create();
        aes.Key = KeyOf(appKey);
        return Encoding.UTF8.GetString(decrypt(aes));
    }

    private static byte[] Bytes(string base64)
    {
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException e)
        {
            throw new CryptographicException("not Base64", e);
        }
    }
}
