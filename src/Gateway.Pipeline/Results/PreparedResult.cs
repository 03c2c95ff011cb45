using Gateway.Contracts.Results;
using Gateway.Pipeline.Protection;

namespace Gateway.Pipeline.Results;

/// <summary>A valid result, ready to be stored: hashed and encrypted before the transaction begins, so that locks are held briefly.</summary>
internal sealed record PreparedResult(string Id, int Version, InspectionResult Result, byte[] Hash, byte[] SealedBody)
{
    public static PreparedResult Of(InspectionResult result, FieldCipher cipher)
    {
        var canonical = CanonicalResult.Bytes(result);
        return new PreparedResult(
            result.Id ?? throw new ArgumentException("没有编号", nameof(result)),
            result.Version ?? throw new ArgumentException("没有版本", nameof(result)),
            result, CanonicalResult.Hash(canonical), cipher.Protect(canonical));
    }
}
