using System.Text;

namespace Gateway.Pipeline.Audit;

/// <summary>The file outside the database: a line a seal, only appended to, on disk before it counts.</summary>
internal sealed class AnchorFile(string path)
{
    private const int TailBytes = 4096;

    public string Path => path;

    public bool Exists => File.Exists(path);

    /// <summary>All lines as they are now; what a sealer appends meanwhile, or has half written, is left out.</summary>
    public IEnumerable<(long LineNo, AuditSeal? Seal)> Read(long length)
    {
        using var reader = new StreamReader(path, Encoding.ASCII);
        var read = 0L;
        for (var lineNo = 1L; reader.ReadLine() is { } line && (read += line.Length + 1) <= length; lineNo++)
        {
            yield return (lineNo, AuditSeal.OfLine(line));
        }
    }

    public long Length => Exists ? new FileInfo(path).Length : 0;

    /// <summary>The file for this process alone; <see langword="null"/> while another has it.</summary>
    public FileStream? TryOpen()
    {
        if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>The last whole line; one that a crash left half written is cut off, its seal is written again.</summary>
    /// <exception cref="InvalidDataException">The last line is none of ours.</exception>
    public static AuditSeal? TakeLast(FileStream file)
    {
        var tail = new byte[Math.Min(file.Length, TailBytes)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        var end = Array.LastIndexOf(tail, (byte)'\n') + 1;
        if (end < tail.Length)
        {
            file.SetLength(file.Length - tail.Length + end);
        }

        file.Position = file.Length;
        if (end == 0)
        {
            return null;
        }

        var start = end == 1 ? 0 : Array.LastIndexOf(tail, (byte)'\n', end - 2) + 1;
        return AuditSeal.OfLine(Encoding.ASCII.GetString(tail, start, end - 1 - start))
            ?? throw new InvalidDataException("锚定文件的最后一行无法识别");
    }

    public static void Append(FileStream file, IEnumerable<AuditSeal> seals)
    {
        foreach (var seal in seals)
        {
            file.Write(Encoding.ASCII.GetBytes(seal.ToLine() + "\n"));
        }

        file.Flush(flushToDisk: true);
    }
}
