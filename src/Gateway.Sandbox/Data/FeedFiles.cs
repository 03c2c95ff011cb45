using System.Buffers;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Sandbox.Data;

/// <summary>The bytes of one feed: the rendered base, made when first asked for, and the tail of changed rows.</summary>
internal sealed class FeedFiles : IDisposable
{
    private readonly FeedBase _source;
    private readonly Lazy<RenderedRows> _base;
    private readonly SafeFileHandle _tail;
    private long _tailEnd;

    public FeedFiles(FeedBase source, string folder, string fingerprint)
    {
        _source = source;
        var path = Path.Combine(folder, source.Area.Code, $"{source.Feed.Name}-{fingerprint}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _base = new Lazy<RenderedRows>(() => RenderedRows.Open(source, path));
        // The tail is made anew from the journal of changes at every start.
        _tail = File.OpenHandle(path + ".tail", FileMode.Create, FileAccess.ReadWrite, FileShare.Read);
    }

    public void Render() => _ = _base.Value;

    public Segment Base(int first, int end)
    {
        var from = _base.Value.OffsetOf(first);
        return new Segment(_base.Value.Rows, from, _base.Value.OffsetOf(end) - from);
    }

    public Segment Tail(TailRow row) => new(_tail, row.Offset, row.Length);

    public TailRow Append(int index, int version, string? defect, string operation, long time)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        var change = _source.ChangeId(index, version);
        using (var writer = new Utf8JsonWriter(buffer, Wire.JsonAnswer.WriterOptions))
        {
            var key = new RowKey(_source.Seed, _source.Area, index, version, defect);
            _source.Rows.Write(writer, key, new Envelope(change, time, operation));
        }

        buffer.Write(","u8);
        RandomAccess.Write(_tail, buffer.WrittenSpan, _tailEnd);
        var row = new TailRow(index, version, defect, operation == "d", time, change, _tailEnd, buffer.WrittenCount);
        _tailEnd += buffer.WrittenCount;
        return row;
    }

    public void Dispose()
    {
        if (_base.IsValueCreated)
        {
            _base.Value.Dispose();
        }

        _tail.Dispose();
    }
}
