using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Sandbox.Data;

/// <summary>The base rows of one area's feed as bytes on disk, each followed by a comma, beside a file of offsets: any page size is one read.</summary>
internal sealed class RenderedRows : IDisposable
{
    private readonly SafeFileHandle _rows;
    private readonly SafeFileHandle _offsets;

    private RenderedRows(string path)
    {
        _rows = File.OpenHandle(path + ".rows");
        _offsets = File.OpenHandle(path + ".idx");
    }

    public SafeFileHandle Rows => _rows;

    public long OffsetOf(int index)
    {
        Span<byte> bytes = stackalloc byte[8];
        if (RandomAccess.Read(_offsets, bytes, index * 8L) != 8)
        {
            throw new InvalidDataException($"no offset for row {index}: remove the data folder and render again");
        }

        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    public void Dispose()
    {
        _rows.Dispose();
        _offsets.Dispose();
    }

    /// <summary>Opens what was rendered before, else renders it; a half-written file never gets the final name.</summary>
    public static RenderedRows Open(FeedBase source, string path)
    {
        if (!File.Exists(path + ".idx"))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Render(source, path);
        }

        return new RenderedRows(path);
    }

    private static void Render(FeedBase source, string path)
    {
        using (var rows = new FileStream(path + ".rows.part", FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
        using (var offsets = new FileStream(path + ".idx.part", FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            var buffer = new ArrayBufferWriter<byte>(1 << 16);
            using var writer = new Utf8JsonWriter(buffer, Wire.JsonAnswer.WriterOptions);
            Span<byte> eight = stackalloc byte[8];
            long at = 0;
            for (var index = 0; index <= source.Count; index++)
            {
                BinaryPrimitives.WriteInt64LittleEndian(eight, at);
                offsets.Write(eight);
                if (index < source.Count)
                {
                    at += WriteRow(source, index, buffer, writer, rows);
                }
            }
        }

        File.Move(path + ".rows.part", path + ".rows", overwrite: true);
        File.Move(path + ".idx.part", path + ".idx", overwrite: true);
    }

    private static int WriteRow(FeedBase source, int index, ArrayBufferWriter<byte> buffer, Utf8JsonWriter writer, FileStream rows)
    {
        var (key, envelope) = source.RowAt(index);
        source.Rows.Write(writer, key, envelope);
        writer.Flush();
        buffer.Write(","u8);
        rows.Write(buffer.WrittenSpan);
        var length = buffer.WrittenCount;
        buffer.ResetWrittenCount();
        writer.Reset();
        return length;
    }
}
