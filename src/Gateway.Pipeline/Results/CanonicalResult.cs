using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Contracts.Results;

namespace Gateway.Pipeline.Results;

/// <summary>
/// The one byte form of a result: members in the contract's order, absent ones left out, the set of codes sorted, times with +08:00.
/// Two results with equal bytes are the same result.
/// </summary>
public static class CanonicalResult
{
    // Chinese stays as it is: half the bytes. Repeated members need no search in what the gateway itself wrote.
    private static readonly ResultJson Kept = new(new JsonSerializerOptions(ResultJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowDuplicateProperties = true,
    });

    public static byte[] Bytes(InspectionResult result) =>
        JsonSerializer.SerializeToUtf8Bytes(
            result with
            {
                Results = result.Results is null or { Count: 1 } ? result.Results : [.. result.Results.Distinct().Order()],
                JoinDepts = result.JoinDepts is { Count: 0 } ? null : result.JoinDepts,
            },
            Kept.InspectionResult);

    public static byte[] Hash(ReadOnlySpan<byte> canonical) => SHA256.HashData(canonical);

    public static InspectionResult Read(ReadOnlySpan<byte> canonical) =>
        JsonSerializer.Deserialize(canonical, Kept.InspectionResult)
        ?? throw new InvalidDataException("保存的检查结果内容为空");
}
