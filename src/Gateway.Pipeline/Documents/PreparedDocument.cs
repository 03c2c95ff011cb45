using System.Security.Cryptography;
using Gateway.Pipeline.Protection;

namespace Gateway.Pipeline.Documents;

/// <summary>A valid document, ready to be stored: hashed and encrypted before the transaction begins, so that locks are held briefly.</summary>
internal sealed record PreparedDocument<T>(string Id, int Version, T Content, byte[] Hash, byte[] SealedBody)
{
    /// <param name="canonical">Its one byte form: equal documents have equal bytes.</param>
    public static PreparedDocument<T> Of(string? id, int? version, T content, byte[] canonical, FieldCipher cipher) => new(
        id ?? throw new ArgumentException("没有编号", nameof(id)),
        version ?? throw new ArgumentException("没有版本", nameof(version)),
        content, SHA256.HashData(canonical), cipher.Protect(canonical));
}
