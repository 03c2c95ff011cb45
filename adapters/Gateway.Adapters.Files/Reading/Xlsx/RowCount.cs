using System.Buffers;

namespace Gateway.Adapters.Files.Reading.Xlsx;

/// <summary>
/// Counts the rows of a sheet that have a value, from its bytes alone: several times as fast as reading its XML. A row is counted as
/// <see cref="SheetRows"/> does: one of its cells has a <c>v</c> or an <c>is</c>.
/// </summary>
internal static class RowCount
{
    private static readonly SearchValues<byte> NameEnd = SearchValues.Create(" >/\t\r\n"u8);

    public static long Of(Stream sheet, CancellationToken cancellationToken)
    {
        var buffer = new byte[256 << 10];
        long rows = 0;
        var (kept, inRow, hasValue) = (0, false, false);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = sheet.Read(buffer, kept, buffer.Length - kept);
            var bytes = buffer.AsSpan(0, kept + read);
            var at = 0;
            while (bytes[at..].IndexOf((byte)'<') is >= 0 and var next)
            {
                // The longest name looked for, with a prefix, must be whole.
                if (read > 0 && bytes.Length - at - next < 24)
                {
                    at += next;
                    break;
                }

                at += next + 1;
                var name = NameAt(bytes[at..], out var ends);
                if (name.SequenceEqual("row"u8))
                {
                    rows += ends && inRow && hasValue ? 1 : 0;
                    (inRow, hasValue) = (!ends, !ends ? false : hasValue);
                }
                else if (inRow && !ends && (name.SequenceEqual("v"u8) || name.SequenceEqual("is"u8)))
                {
                    hasValue = true;
                }
            }

            if (read == 0)
            {
                return rows;
            }

            // What follows the last tag holds none; what was broken off is looked at again.
            kept = bytes.Length > at && bytes[at] == (byte)'<' ? bytes.Length - at : 0;
            if (kept > 0)
            {
                bytes[at..].CopyTo(buffer);
            }
        }
    }

    private static ReadOnlySpan<byte> NameAt(ReadOnlySpan<byte> bytes, out bool ends)
    {
        ends = bytes is [(byte)'/', ..];
        bytes = ends ? bytes[1..] : bytes;
        var length = bytes[..Math.Min(bytes.Length, 22)].IndexOfAny(NameEnd);
        var name = length < 0 ? bytes[..Math.Min(bytes.Length, 22)] : bytes[..length];
        var colon = name.IndexOf((byte)':');
        return colon < 0 ? name : name[(colon + 1)..];
    }
}
