using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;

namespace Gateway.Adapters.Crypto;

/// <summary>SM4 (GB/T 32907) in CBC mode with PKCS7 padding.</summary>
public static class Sm4Cbc
{
    /// <summary>Encrypts.</summary>
    /// <param name="key">16 bytes.</param>
    /// <param name="iv">16 bytes.</param>
    /// <param name="plain">The text.</param>
    public static byte[] Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> plain) => Run(true, key, iv, plain);

    /// <summary>Decrypts.</summary>
    /// <exception cref="InvalidCipherTextException">Wrong key or altered text.</exception>
    public static byte[] Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> cipherText) => Run(false, key, iv, cipherText);

    private static byte[] Run(bool encrypt, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input)
    {
        var cipher = new PaddedBufferedBlockCipher(new CbcBlockCipher(new SM4Engine()), new Pkcs7Padding());
        cipher.Init(encrypt, new ParametersWithIV(new KeyParameter(key), iv));
        var output = new byte[cipher.GetOutputSize(input.Length)];
        var length = cipher.ProcessBytes(input, output);
        try
        {
            length += cipher.DoFinal(output.AsSpan(length));
        }
        catch (DataLengthException e)
        {
            throw new InvalidCipherTextException("not whole blocks", e);
        }

        return output[..length];
    }
}
