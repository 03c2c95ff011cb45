using System.Buffers;
using Gateway.Adapters.Failures;

namespace Gateway.Adapters.Http;

/// <summary>Reads a body up to a limit that counts after decompression, so that a small zip can't fill the memory.</summary>
internal static class BoundedBody
{
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpContent content, int limit, CallKind call, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > limit)
        {
            throw TooLarge(limit, call);
        }

        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(content.Headers.ContentLength + 1 ?? 64 << 10, limit));
        var length = 0;
        try
        {
            while (true)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
                if (read == 0)
                {
                    return buffer.AsSpan(0, length).ToArray();
                }

                length += read;
                if (length > limit)
                {
                    throw TooLarge(limit, call);
                }

                if (length == buffer.Length)
                {
                    buffer = Grow(buffer, length);
                }
            }
        }
        finally
        {
            // Bodies hold personal data: the pool gets none of it.
            buffer.AsSpan(0, length).Clear();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(checked(length * 2));
        buffer.AsSpan(0, length).CopyTo(larger);
        buffer.AsSpan(0, length).Clear();
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static TransientFailure TooLarge(int limit, CallKind call) =>
        new("too_large", $"对方应答超过 {limit >> 10} KiB", answerLost: call == CallKind.Push);
}
