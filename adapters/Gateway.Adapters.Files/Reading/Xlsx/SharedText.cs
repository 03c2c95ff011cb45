using System.Buffers.Binary;
using System.Text;
using Gateway.Adapters.Failures;

namespace Gateway.Adapters.Files.Reading.Xlsx;

/// <summary>
/// The texts that cells of a workbook share. The first millions of letters stay in memory, the rest goes to a nameless file in groups, of
/// which only the beginnings are kept: a workbook in which every text is another one must not fill the memory.
/// </summary>
internal sealed class SharedText(string spoolFolder) : IDisposable
{
    private const int InMemory = 4 << 20;
    private const int Most = 50_000_000;
    private const int GroupTexts = 64;
    private const int GroupBytes = 256 << 10;

    private readonly List<string> _first = [];
    private readonly List<Group> _groups = [];
    private readonly (int Number, string[] Texts)[] _read = new (int, string[])[64];
    private FileStream? _file;
    private long _letters;
    private long _written;
    private int _inFile;

    public int Count => _first.Count + _inFile;

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

        _file ??= Ready.SpooledFile.Create(spoolFolder, buffer: 64 << 10);
        if (_groups.Count == 0 || _inFile - _groups[^1].First >= GroupTexts || _written - _groups[^1].Offset >= GroupBytes)
        {
            _groups.Add(new Group(_inFile, _written));
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        _file.Write(length);
        _file.Write(bytes);
        _written += length.Length + bytes.Length;
        _inFile++;
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
            var number = GroupOf(place);
            // Texts are numbered in the order of their first use: one group serves many cells.
            ref var slot = ref _read[number % _read.Length];
            if (slot.Texts is null || slot.Number != number)
            {
                slot = (number, Read(number));
            }

            return slot.Texts[place - _groups[number].First];
        }
    }

    public void Dispose() => _file?.Dispose();

    private int GroupOf(int place)
    {
        var (low, high) = (0, _groups.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _groups[middle].First <= place ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private string[] Read(int number)
    {
        var last = number + 1 == _groups.Count;
        var bytes = new byte[(last ? _written : _groups[number + 1].Offset) - _groups[number].Offset];
        for (var filled = 0; filled < bytes.Length;)
        {
            var read = RandomAccess.Read((_file ?? throw new InvalidOperationException()).SafeFileHandle, bytes.AsSpan(filled), _groups[number].Offset + filled);
            filled += read > 0 ? read : throw new TransientFailure("spool_io", "暂存文件读取不完整");
        }

        var texts = new string[(last ? _inFile : _groups[number + 1].First) - _groups[number].First];
        for (int i = 0, at = 0; i < texts.Length; i++)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
            texts[i] = Encoding.UTF8.GetString(bytes, at + sizeof(int), length);
            at += sizeof(int) + length;
        }

        return texts;
    }

    /// <param name="First">Number of its first text in the file.</param>
    /// <param name="Offset">Where it begins.</param>
    private readonly record struct Group(int First, long Offset);
}
