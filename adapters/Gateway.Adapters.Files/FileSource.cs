using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Files.Folders;
using Gateway.Adapters.Files.Reading;
using Gateway.Adapters.Files.Ready;
using Gateway.Adapters.Files.Settling;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Adapters.Files;

/// <summary>
/// Pulls feeds from files laid into a folder: whole sets, or changes in the order of their numbers. A file is read from a verified copy, and
/// put away once the run that read it is committed.
/// </summary>
public sealed class FileSource : IConsumingSource, ISampleSource
{
    private readonly FilesOptions _options;
    private readonly IDropFolders _folders;
    private readonly FileReaders _readers;
    private readonly FileFinder _finder;
    private readonly FilesAway _away;
    private readonly Dictionary<Feed, FeedColumns> _columns;
    private readonly ConcurrentDictionary<Feed, WholeFile> _prepared = new();
    private readonly ConcurrentDictionary<Feed, FilePosition> _positions = new();
    private readonly ConditionalWeakTable<PullRequest, FileRead> _reads = new();

    internal FileSource(AdapterContext context, string profile, FilesOptions options, IDropFolders folders)
    {
        (Profile, _options, _folders, _readers) = (profile, options, folders, new FileReaders(options));
        _away = new FilesAway(options, context.Time);
        _finder = new FileFinder(options, new ReadyCheck(options, _readers), _away, context.Time);
        _columns = options.Feeds.ToDictionary(feed => feed.Key, feed => new FeedColumns(FeedSchemas.Of(feed.Key), feed.Value.Fields, context.Time, options.MaxValueBytes));
    }

    /// <inheritdoc/>
    public string Profile { get; }

    /// <inheritdoc/>
    public IReadOnlyCollection<Feed> Feeds => _columns.Keys;

    /// <inheritdoc/>
    public async Task<PullMode> ModeAsync(PullRequest wanted, CancellationToken cancellationToken)
    {
        var position = FilePosition.Parse(wanted.Since?.Opaque);
        _positions[wanted.Feed] = position;
        await using var session = await _folders.OpenAsync(cancellationToken);
        var set = await _finder.NewSetAsync(
            session, wanted.Area, _options.Feeds[wanted.Feed], position, again: wanted.Mode == PullMode.Full, new FileRead(position), cancellationToken);
        if (_prepared.TryRemove(wanted.Feed, out var unused))
        {
            await unused.Whole.Copy.DisposeAsync();
        }

        if (set is null)
        {
            return PullMode.Incremental;
        }

        _prepared[wanted.Feed] = set;
        return PullMode.Full;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourcePage> ReadAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var known = _positions.GetValueOrDefault(request.Feed);
        var read = new FileRead(request.Mode == PullMode.Full ? known ?? new FilePosition() : FilePosition.Parse(request.Since?.Opaque));
        _reads.AddOrUpdate(request, read);
        await using var session = await _folders.OpenAsync(cancellationToken);
        var number = 0;
        await foreach (var file in FilesAsync(session, request, read, cancellationToken))
        {
            await using var copy = file.Whole.Copy;
            await foreach (var page in PagesAsync(session, request, file, read, cancellationToken))
            {
                yield return new SourcePage
                {
                    Number = ++number,
                    Body = page.Body,
                    Rows = page.Rows,
                    Total = request.Mode == PullMode.Full ? file.Whole.Ok.Rows : null,
                    Cursor = page.Last ? new FeedCursor(null, null, read.Position.ToString()) : null,
                    Findings = read.Findings(),
                };
            }
        }

        if (read.Findings() is { Count: > 0 } findings)
        {
            yield return new SourcePage { Number = ++number, Body = "[]"u8.ToArray(), Rows = new PageRows([], []), Findings = findings };
        }
    }

    /// <inheritdoc/>
    public PageRows Parse(Feed feed, ReadOnlyMemory<byte> body) => BodyReader.Read(_columns[feed], body, _options.Limits);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PageRows>> ReadSampleAsync(Feed feed, string path, CancellationToken cancellationToken)
    {
        var (name, extension) = (Path.GetFileName(path), Path.GetExtension(path).TrimStart('.').ToLowerInvariant());
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
        try
        {
            var reader = _readers.Of(new DropName("", "sample", default, "", extension));
            return [.. reader.Bodies(file, name, _columns[feed], cancellationToken).Select(body => Parse(feed, body))];
        }
        catch (FileRefused refused)
        {
            throw new InvalidDataException(refused.Message, refused);
        }
    }

    /// <inheritdoc/>
    public async Task SettleAsync(SettledRead read, CancellationToken cancellationToken)
    {
        if (_reads.TryGetValue(read.Request, out var files) && read.Taken)
        {
            await using var session = await _folders.OpenAsync(cancellationToken);
            await _away.SettleAsync(session, files, read, cancellationToken);
        }
    }

    private async IAsyncEnumerable<WholeFile> FilesAsync(
        IDropFolder session, PullRequest request, FileRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var files = _options.Feeds[request.Feed];
        if (request.Mode == PullMode.Full)
        {
            if (!_prepared.TryRemove(request.Feed, out var set))
            {
                set = await _finder.NewSetAsync(session, request.Area, files, read.Position, again: true, read, cancellationToken);
            }

            // An empty read would look like an empty set.
            yield return set ?? throw new TransientFailure("no_whole_file", $"没有可读的全量文件（{request.Feed.Chinese()}）：等待对方放入文件与相符的 .ok");
            await _finder.NoteSupersededAsync(session, request.Area, files, set.Name, read, cancellationToken);
        }
        else
        {
            await foreach (var file in _finder.ChangesAsync(session, request.Area, files, read, cancellationToken))
            {
                yield return file;
            }
        }
    }

    private async IAsyncEnumerable<FilePage> PagesAsync(
        IDropFolder session, PullRequest request, WholeFile file, FileRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var columns = _columns[request.Feed];
        var bodies = _readers.Of(file.Name).Bodies(file.Whole.Copy.Stream, file.Name.File, columns, cancellationToken);
        await using var pages = PagesAhead.ReadAsync(file.Name.File, bodies, body => BodyReader.Read(columns, body, _options.Limits), cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await pages.MoveNextAsync())
                {
                    yield break;
                }

                columns.RefuseForeign(pages.Current.Rows);
            }
            catch (FileRefused refused)
            {
                await _away.RefuseAsync(session, file.Folder, file.Name, refused, cancellationToken);
                throw new PermanentFailure("file_refused", $"文件 {file.Name.Shown} 无法读取，已移入 {_options.Failed}：{refused.Message}", refused);
            }

            if (pages.Current.Last)
            {
                read.Position.Take(file.Name);
                read.Taken.Add(file.Name);
            }

            yield return pages.Current;
        }
    }
}
