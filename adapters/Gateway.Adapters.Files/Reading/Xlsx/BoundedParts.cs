using System.IO.Compression;

namespace Gateway.Adapters.Files.Reading.Xlsx;

/// <summary>
/// The parts of a packed workbook, unpacked as streams that end in a refusal beyond what is allowed: all parts together, whatever their
/// heads claim, and any text without a tag in it (a cell).
/// </summary>
internal sealed class BoundedParts : IDisposable
{
    private const int MostParts = 2000;
    private const int LongestText = 16 << 20;

    private readonly ZipArchive _archive;
    private long _left;

    public BoundedParts(Stream file, long inflatedBytes)
    {
        _left = inflatedBytes;
        try
        {
            _archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (_archive.Entries.Count > MostParts)
            {
                throw new FileRefused("bomb", $"压缩包内有 {_archive.Entries.Count} 个部分，超过 {MostParts}");
            }
        }
        catch (InvalidDataException)
        {
            throw new FileRefused("no_workbook", "不是 xlsx 工作簿（或已加密、已损坏）；旧的 .xls 请另存为 .xlsx");
        }
    }

    /// <summary>A part, or <see langword="null"/>.</summary>
    public Stream? Open(string name) => _archive.GetEntry(name.TrimStart('/')) is { } entry ? new Bounded(this, entry.Open()) : null;

    public void Dispose() => _archive.Dispose();

    private sealed class Bounded(BoundedParts parts, Stream inner) : ReadingStream(inner)
    {
        private int _text;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int read;
            try
            {
                read = Inner.Read(buffer);
            }
            catch (InvalidDataException)
            {
                throw new FileRefused("no_workbook", "工作簿的压缩内容已损坏");
            }

            parts._left -= read;
            if (parts._left < 0)
            {
                throw new FileRefused("bomb", "工作簿解压后过大（maxInflatedBytes）");
            }

            var bytes = buffer[..read];
            var first = bytes.IndexOf((byte)'<');
            if (_text + (first < 0 ? read : first) > LongestText)
            {
                throw new FileRefused("cell_too_long", $"有一个单元格超过 {LongestText >> 20} MB");
            }

            _text = first < 0 ? _text + read : read - bytes.LastIndexOf((byte)'<');
            return read;
        }
    }
}
