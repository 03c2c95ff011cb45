namespace Gateway.Adapters.Files.Reading;

/// <summary>
/// Finds where records of a CSV file end: at a line feed outside of quotes. A record that is longer than allowed is passed over, not held.
/// </summary>
internal sealed class CsvScanner(Stream stream, int longestRecord) : ByteWindow(stream)
{
    /// <summary>The next record without its line end, valid until the next call; false at the end.</summary>
    /// <param name="record">Its bytes; the beginning of one that is too long.</param>
    /// <param name="tooLong">Whether it is longer than allowed.</param>
    public bool Next(out ReadOnlySpan<byte> record, out bool tooLong)
    {
        tooLong = false;
        var scanned = 0;
        var quoted = false;
        while (true)
        {
            var end = EndOf(_buffer.AsSpan(_start + scanned, _end - _start - scanned), ref quoted);
            if (end >= 0)
            {
                return Found(scanned + end, scanned + end + 1, tooLong, out record);
            }

            scanned = _end - _start;
            if (_ended)
            {
                record = default;
                return scanned > 0 && Found(scanned, scanned, tooLong, out record);
            }

            if (scanned > longestRecord)
            {
                // Of a record that is passed over only its beginning is kept.
                (tooLong, _end, scanned) = (true, _start + 256, 256);
            }

            Fill();
        }
    }

    /// <summary>Where a record ends in the bytes, or -1: it goes on.</summary>
    /// <param name="bytes">From the beginning of a record, or from where the last call ended.</param>
    /// <param name="quoted">Whether the place is within quotes.</param>
    public static int EndOf(ReadOnlySpan<byte> bytes, ref bool quoted)
    {
        var at = 0;
        while (true)
        {
            var next = quoted ? bytes[at..].IndexOf((byte)'"') : bytes[at..].IndexOfAny((byte)'"', (byte)'\n');
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (bytes[at] == '\n')
            {
                return at;
            }

            quoted = !quoted;
            at++;
        }
    }

    public static ReadOnlySpan<byte> WithoutReturn(ReadOnlySpan<byte> record) => record is [.. var rest, (byte)'\r'] ? rest : record;

    private bool Found(int length, int consumed, bool tooLong, out ReadOnlySpan<byte> record)
    {
        record = WithoutReturn(_buffer.AsSpan(_start, tooLong ? Math.Min(length, 256) : length));
        _start += consumed;
        return true;
    }
}
