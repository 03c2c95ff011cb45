namespace Gateway.Adapters.Files.Reading;

/// <summary>A window over a stream that moves forward, and grows where what must be seen at once does not fit.</summary>
internal abstract class ByteWindow(Stream stream)
{
    private protected byte[] _buffer = new byte[256 << 10];
    private protected int _start;
    private protected int _end;
    private protected bool _ended;

    /// <summary>Reads on; what lies before the start is forgotten.</summary>
    private protected void Fill()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _ended = read == 0;
    }
}
