using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Adapters.Files;
using Gateway.Adapters.Files.Folders;
using Gateway.Adapters.Mappings;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.UnitTests.Adapters;
using Xunit;

namespace Gateway.UnitTests.Files;

/// <summary>A folder of this test, and a source that reads subjects from it. All data are synthetic.</summary>
internal sealed class DropDesk : IDisposable
{
    public const string Area = "610502";

    public DropDesk(Func<IDropFolders, IDropFolders>? between = null, Func<FilesOptions, FilesOptions>? change = null)
    {
        Folder = Directory.CreateTempSubdirectory("gateway-desk-").FullName;
        Options = new FilesOptions
        {
            Directory = Folder,
            Feeds = new Dictionary<Feed, FeedFiles> { [Feed.Subject] = new() { Full = "subject", Changes = "subject_change", Fields = Fields } },
        };
        Options = change is null ? Options : change(Options);
        IDropFolders folders = new LocalFolder(Folder);
        Source = new FileSource(Sinks.Context() with { Area = Area }, "file-drop", Options, between is null ? folders : between(folders));
    }

    public static Dictionary<string, FieldRule> Fields { get; } = FieldRules.Renames(new Dictionary<string, string> { ["identity"] = "id", ["name"] = "名称", ["kind"] = "类别", ["area"] = "区划" });

    public string Folder { get; }

    public FilesOptions Options { get; }

    public FileSource Source { get; }

    public static byte[] Csv(int rows, string name = "样例") =>
        Encoding.UTF8.GetBytes("id,名称,类别,区划\n" + string.Concat(Enumerable.Range(1, rows).Select(x => $"r{x},{name}{x},04,{Area}\n")));

    public static string OkOf(byte[] content, int rows) =>
        string.Create(CultureInfo.InvariantCulture, $"rows={rows}\nsha256={Convert.ToHexStringLower(SHA256.HashData(content))}\n");

    public string At(params string[] parts) => Path.Combine([Folder, .. parts]);

    public void Lay(string name, byte[] content, int rows)
    {
        File.WriteAllBytes(At(name), content);
        File.WriteAllText(At(Path.ChangeExtension(name, ".ok")), OkOf(content, rows));
    }

    /// <summary>As the pipeline reads: it asks how, reads, and settles.</summary>
    public async Task<IReadOnlyList<SourcePage>> ReadAsync(FeedCursor? since = null)
    {
        var cancelled = TestContext.Current.CancellationToken;
        var wanted = new PullRequest(Area, Feed.Subject, since is null ? PullMode.Full : PullMode.Incremental, since, null, null);
        var mode = await Source.ModeAsync(wanted, cancelled);
        var request = wanted with { Mode = mode, Since = mode == PullMode.Full ? null : since };
        var pages = new List<SourcePage>();
        await foreach (var page in Source.ReadAsync(request, cancelled))
        {
            pages.Add(page);
        }

        await Source.SettleAsync(new SettledRead(request, Taken: true, null, [], 0), cancelled);
        return pages;
    }

    public async Task<int> RowsAsync() => (await ReadAsync()).Sum(page => page.Rows.Rows.Count);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>Does something while a file is being read: after so many bytes.</summary>
internal sealed class Meddling(IDropFolders inner, string name, int after, Action act) : IDropFolders
{
    public string Address => inner.Address;

    public async Task<IDropFolder> OpenAsync(CancellationToken cancellationToken) => new Session(await inner.OpenAsync(cancellationToken), name, after, act);

    private sealed class Session(IDropFolder inner, string name, int after, Action act) : IDropFolder
    {
        public Task<IReadOnlyList<DropEntry>> ListAsync(string folder, CancellationToken cancellationToken) => inner.ListAsync(folder, cancellationToken);

        public Task<DropEntry?> FindAsync(string path, CancellationToken cancellationToken) => inner.FindAsync(path, cancellationToken);

        public async Task<Stream?> OpenAsync(string path, long offset, CancellationToken cancellationToken) =>
            await inner.OpenAsync(path, offset, cancellationToken) is not { } stream ? null : path == name ? new Pausing(stream, after, act) : stream;

        public Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => inner.WriteAsync(path, content, cancellationToken);

        public Task<bool> MoveAsync(string from, string to, CancellationToken cancellationToken) => inner.MoveAsync(from, to, cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    private sealed class Pausing(Stream inner, int after, Action act) : Stream
    {
        private int _left = after;
        private bool _done;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_left == 0 && !_done)
            {
                _done = true;
                act();
            }

            var read = inner.Read(buffer, offset, _done ? count : Math.Min(count, _left));
            _left -= _done ? 0 : read;
            return read;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var bytes = new byte[buffer.Length];
            var read = Read(bytes, 0, bytes.Length);
            bytes.AsMemory(0, read).CopyTo(buffer);
            return ValueTask.FromResult(read);
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
