using System.Buffers;

namespace Gateway.Adapters.Files.Reading;

/// <summary>
/// Cuts a JSON array, or JSON lines, into its elements without reading them: what is wrong within an element is its row's trouble. An
/// element that is longer than allowed is passed over, not held.
/// </summary>
internal sealed class JsonScanner(Stream stream, int longestRecord) : ByteWindow(stream)
{
    private const int Kept = 256;

    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[],"u8);

    private bool _begun;
    private bool _lines;

    /// <summary>The next element, valid until the next call; false at the end.</summary>
    /// <exception cref="FileRefused">It is neither, or cut off.</exception>
    public bool Next(out ReadOnlySpan<byte> element, out bool tooLong)
    {
        element = default;
        tooLong = false;
        if (!_begun)
        {
            Begin();
        }

        if (_lines)
        {
            return Line(out element, out tooLong);
        }

        var c = Skip(comma: true);
        return c switch
        {
            ']' => false,
            -1 => throw new FileRefused("truncated", "JSON 数组没有结束"),
            _ => Element(out element, out tooLong),
        };
    }

    private void Begin()
    {
        _begun = true;
        var c = Skip(comma: false);
        _lines = c != '[';
        if (c == '[')
        {
            _start++;
        }
        else if (c is not ('{' or -1))
        {
            throw new FileRefused("no_json", "不是 JSON 数组，也不是每行一个 JSON 对象");
        }
    }

    private bool Line(out ReadOnlySpan<byte> element, out bool tooLong)
    {
        var (scanned, cut) = (0, false);
        element = default;
        while (true)
        {
            var end = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (end >= 0 || _ended)
            {
                var length = end >= 0 ? scanned + end : _end - _start;
                element = _buffer.AsSpan(_start, cut ? Math.Min(length, Kept) : length).Trim(" \t\r"u8);
                _start += Math.Min(length + 1, _end - _start);
                if (!element.IsEmpty)
                {
                    tooLong = cut;
                    return true;
                }

                if (_ended && _start == _end)
                {
                    tooLong = false;
                    return false;
                }

                (scanned, cut) = (0, false);
                continue;
            }

            scanned = _end - _start;
            Shorten(ref scanned, ref cut);
            Fill();
        }
    }

    // The reader stands on the element's first byte.
    private bool Element(out ReadOnlySpan<byte> element, out bool tooLong)
    {
        var (scanned, cut, depth, quoted, escaped) = (0, false, 0, false, false);
        while (true)
        {
            var bytes = _buffer.AsSpan(_start, _end - _start);
            for (; scanned < bytes.Length; scanned++)
            {
                if (escaped)
                {
                    escaped = false;
                    continue;
                }

                var next = quoted ? bytes[scanned..].IndexOfAny((byte)'"', (byte)'\\') : bytes[scanned..].IndexOfAny(Structure);
                if (next < 0)
                {
                    scanned = bytes.Length;
                    break;
                }

                scanned += next;
                switch (bytes[scanned])
                {
                    case (byte)'\\':
                        escaped = true;
                        break;
                    case (byte)'"':
                        quoted = !quoted;
                        break;
                    case (byte)'{' or (byte)'[':
                        depth++;
                        break;
                    case (byte)']' or (byte)'}' when depth > 0:
                        depth--;
                        break;
                    case (byte)',' or (byte)'}' when depth > 0 || bytes[scanned] == '}':
                        break; // a brace that closes nothing is its element's trouble
                    default:
                        element = bytes[..(cut ? Math.Min(scanned, Kept) : scanned)].TrimEnd(" \t\r\n"u8);
                        _start += scanned;
                        tooLong = cut;
                        return true;
                }
            }

            if (_ended)
            {
                throw new FileRefused("truncated", "JSON 数组没有结束");
            }

            Shorten(ref scanned, ref cut);
            Fill();
        }
    }

    private void Shorten(ref int scanned, ref bool cut)
    {
        if (scanned > longestRecord)
        {
            (cut, _end, scanned) = (true, _start + Kept, Kept);
        }
    }

    private int Skip(bool comma)
    {
        while (true)
        {
            for (; _start < _end; _start++)
            {
                var c = _buffer[_start];
                if (c is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') && !(comma && c == ','))
                {
                    return c;
                }
            }

            if (_ended)
            {
                return -1;
            }

            Fill();
        }
    }
}
