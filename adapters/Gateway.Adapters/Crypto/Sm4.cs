using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;

namespace Gateway.Adapters.Crypto;

/// <summary>SM4 (GB/T 32907) in ECB mode, as the credit platform's envelope has it: a key is used for one request only.</summary>
public static class Sm4
{
    [ThreadStatic]
    private static PaddedBufferedBlockCipher? t_cipher;

    /// <summary>Encrypts with PKCS7 padding.</summary>
    /// <param name="key">16 bytes.</param>
    /// <param name="plain">The text.</param>
    public static byte[] Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain) => Run(true, key, plain);

    /// <summary>Decrypts, removing PKCS7 padding.</summary>
    /// <exception cref="Org.BouncyCastle.Crypto.InvalidCipherTextException">Wrong key or altered text.</exception>
    public static byte[] Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> cipherText) => Run(false, key, cipherText);

    private static byte[] Run(bool encrypt, ReadOnlySpan<byte> key, ReadOnlySpan<byte> input)
    {
        var cipher = t_cipher ??= new PaddedBufferedBlockCipher(new EcbBlockCipher(new SM4Engine()), new Pkcs7Padding());
        cipher.Init(encrypt, new KeyParameter(key));
        var output = new byte[cipher.GetOutputSize(input.Length)];
        var length = cipher.ProcessBytes(input, output);
        length += cipher.DoFinal(output.AsSpan(length));
        return length == output.Length ? output : output[..length];
    }
}
