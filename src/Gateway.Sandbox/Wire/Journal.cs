using System.Text.Json;

namespace Gateway.Sandbox.Wire;

/// <summary>
/// An append-only file of JSON lines, read back at the start. A line that a kill cut off is taken away; what was flushed to the system
/// outlives the process.
/// </summary>
internal sealed class Journal : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _file;

    public Journal(string path, Action<JsonElement> replay)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1 << 18);
        _file.SetLength(Replay(replay));
        _file.Seek(0, SeekOrigin.End);
    }

    public void Append(ReadOnlySpan<byte> line)
    {
        lock (_gate)
        {
            _file.Write(line);
            _file.WriteByte((byte)'\n');
        }
    }

    /// <summary>Hands the lines over to the system; once for a request, not for a line.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            _file.Flush();
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Returns the length up to the last whole line.</summary>
    private long Replay(Action<JsonElement> replay)
    {
        long whole = 0;
        using var reader = new StreamReader(_file, leaveOpen: true);
        var text = new System.Text.StringBuilder();
        var chunk = new char[1 << 16];
        int read;
        while ((read = reader.ReadBlock(chunk)) > 0)
        {
            var from = 0;
            for (var i = 0; i < read; i++)
            {
                if (chunk[i] != '\n')
                {
                    continue;
                }

                text.Append(chunk, from, i - from);
                var line = text.ToString();
                whole += System.Text.Encoding.UTF8.GetByteCount(line) + 1;
                using (var document = JsonDocument.Parse(line))
                {
                    replay(document.RootElement);
                }

                text.Clear();
                from = i + 1;
            }

            text.Append(chunk, from, read - from);
        }

        return whole;
    }
}
