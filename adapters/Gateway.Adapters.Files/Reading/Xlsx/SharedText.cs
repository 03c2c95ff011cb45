using System.Text;
using Gateway.Adapters.Failures;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Adapters.Files.Reading.Xlsx;

/// <summary>
/// The texts that cells of a workbook share. The first millions of letters stay in memory, the rest goes to a nameless file: a workbook in
/// which every text is another one must not fill the memory.
/// </summary>
internal sealed class SharedText(string spoolFolder) : IDisposable
{
    private const int InMemory = 4 << 20;
    private const int Most = 20_000_000;
    private const int Block = 64 << 10;

    private readonly List<string> _first = [];
    private readonly List<long> _ends = [];
    private readonly byte[]?[] _blocks = new byte[64][];
    private readonly long[] _blockNumbers = new long[64];
    private FileStream? _file;
    private long _letters;
    private long _written;

    public int Count => _first.Count + _ends.Count;

    public void Add(string text)
    {
        if (Count >= Most)
        {
            throw new FileRefused("too_many_texts", $"工作簿的共享文本超过 {Most} 条");
        }

        if (_file is null && (_letters += text.Length + 16) < InMemory)
        {
            _first.Add(text);
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        (_file ??= Ready.SpooledFile.Create(spoolFolder, buffer: Block)).Write(bytes);
        _ends.Add(_written += bytes.Length);
    }

    /// <summary>No more are added.</summary>
    public void Complete() => _file?.Flush();

    public string this[int index]
    {
        get
        {
            if (index < _first.Count)
            {
                return _first[index];
            }

            var place = index - _first.Count;
            var start = place == 0 ? 0 : _ends[place - 1];
            return Read(_file!.SafeFileHandle, start, (int)(_ends[place] - start));
        }
    }

    public void Dispose() => _file?.Dispose();

    private string Read(SafeFileHandle file, long start, int length)
    {
        var number = start / Block;
        var within = (int)(start % Block);
        if (within + length <= Block)
        {
            return Encoding.UTF8.GetString(BlockOf(file, number).AsSpan(within, length));
        }

        var bytes = new byte[length];
        Fill(file, bytes, start);
        return Encoding.UTF8.GetString(bytes);
    }

    // Texts are numbered in the order of their first use: one block serves many cells.
    private byte[] BlockOf(SafeFileHandle file, long number)
    {
        var slot = (int)(number % _blocks.Length);
        if (_blocks[slot] is { } known && _blockNumbers[slot] == number)
        {
            return known;
        }

        var block = _blocks[slot] ??= new byte[Block];
        _blockNumbers[slot] = number;
        Fill(file, block.AsSpan(0, (int)Math.Min(Block, _written - (number * Block))), number * Block);
        return block;
    }

    private static void Fill(SafeFileHandle file, Span<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            var read = RandomAccess.Read(file, bytes, offset);
            if (read == 0)
            {
                throw new TransientFailure("spool_io", "暂存文件读取不完整");
            }

            bytes = bytes[read..];
            offset += read;
        }
    }
}
