using Gateway.Sandbox.Data;

namespace Gateway.Sandbox.Wire;

/// <summary>Sends row bytes from files as they lie there, between a head and an end, with a length and without a copy in memory.</summary>
internal static class RowStream
{
    private const int Chunk = 1 << 17;

    public static async Task WriteAsync(HttpContext context, byte[] head, IReadOnlyList<Segment> segments, byte[] end)
    {
        // The comma after the last row is left out.
        var bytes = Math.Max(0, segments.Sum(segment => segment.Length) - 1);
        context.Response.ContentType = "application/json; charset=UTF-8";
        context.Response.ContentLength = head.Length + bytes + end.Length;
        var writer = context.Response.BodyWriter;
        await writer.WriteAsync(head, context.RequestAborted);
        foreach (var segment in segments)
        {
            var offset = segment.Offset;
            var left = Math.Min(segment.Length, bytes);
            bytes -= left;
            while (left > 0)
            {
                var memory = writer.GetMemory((int)Math.Min(left, Chunk));
                var read = RandomAccess.Read(segment.File, memory.Span[..(int)Math.Min(memory.Length, left)], offset);
                if (read == 0)
                {
                    throw new InvalidDataException("a rendered feed is shorter than its offsets: remove the data folder and render again");
                }

                writer.Advance(read);
                (offset, left) = (offset + read, left - read);
                await writer.FlushAsync(context.RequestAborted);
            }
        }

        await writer.WriteAsync(end, context.RequestAborted);
    }

    /// <summary>The rows as one JSON array, for a page that is told in other words.</summary>
    public static byte[] Read(IReadOnlyList<Segment> segments)
    {
        var bytes = new byte[segments.Sum(segment => segment.Length) + 2];
        var end = 1;
        foreach (var segment in segments)
        {
            for (var (offset, left) = (segment.Offset, (int)segment.Length); left > 0;)
            {
                var read = RandomAccess.Read(segment.File, bytes.AsSpan(end, left), offset);
                (offset, left, end) = (offset + read, read == 0 ? throw new InvalidDataException("a rendered feed is shorter than its offsets") : left - read, end + read);
            }
        }

        // In place of the comma after the last row.
        end = Math.Max(1, end - 1);
        (bytes[0], bytes[end]) = ((byte)'[', (byte)']');
        return bytes[..(end + 1)];
    }
}
