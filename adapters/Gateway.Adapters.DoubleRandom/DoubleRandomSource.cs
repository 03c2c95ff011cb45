using System.Runtime.CompilerServices;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Adapters.DoubleRandom;

/// <summary>
/// Pulls random-inspection tasks by the platform's opaque cursor, page after page: the next cursor is only known from the answer. A full
/// read begins without a cursor; the last cursor stays valid and later shows what is new.
/// </summary>
public sealed class DoubleRandomSource : ISource
{
    private readonly DoubleRandomOptions _options;
    private readonly DoubleRandomCall _call;
    private readonly PageReader _reader;

    internal DoubleRandomSource(AdapterContext context, DoubleRandomOptions options)
    {
        _options = options;
        _call = new DoubleRandomCall(context, options);
        _reader = new PageReader(new FieldMap(FeedSchemas.Task, options.TaskFields), "tasks", options.Transport);
    }

    /// <inheritdoc/>
    public string Profile => DoubleRandomProfile.ProfileName;

    /// <inheritdoc/>
    public IReadOnlyCollection<Feed> Feeds { get; } = [Feed.Task];

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourcePage> ReadAsync(
        PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cursor = request.Mode == PullMode.Full ? null : request.Since?.Opaque;
        for (var number = 1; ; number++)
        {
            var answer = await FetchAsync(request.Area, cursor, cancellationToken);
            var next = answer.Content["cursor"];
            yield return new SourcePage
            {
                Number = number,
                Body = answer.Body,
                Rows = Rows(answer.Content),
                Cursor = next is null ? null : new FeedCursor(null, null, next),
            };
            if (answer.Content["more"] != "true")
            {
                yield break;
            }

            // A cursor that stands still would be read without end.
            if (next is null || next == cursor || number >= _options.MaxPages)
            {
                throw new TransientFailure("feed_stuck", "对方说还有数据，但游标没有前进");
            }

            cursor = next;
        }
    }

    /// <inheritdoc/>
    public PageRows Parse(Feed feed, ReadOnlyMemory<byte> body) => Rows(_reader.Read(body, 100));

    private Task<TaskAnswer> FetchAsync(string area, string? cursor, CancellationToken cancellationToken)
    {
        var address = PeerAddress.Join(_options.BaseAddress!, _options.Paths.Tasks, ("area", area), ("cursor", cursor));
        return _call.GetAsync(address, peer => Read(peer), cancellationToken);
    }

    private TaskAnswer Read(PeerAnswer peer)
    {
        var answer = TaskAnswer.Read(peer, _reader);
        if (answer.Code is { } code && _options.Codes.Cursor.Contains(code))
        {
            throw new PermanentFailure("peer_" + code, $"对方不认可游标（{code}）：{answer.Words}，需要全量拉取");
        }

        if (answer.Code is { } refused && _options.Codes.Refused.Contains(refused))
        {
            throw new PermanentFailure("peer_" + refused, $"对方认为查询参数有误（{refused}）：{answer.Words}");
        }

        return _call.IsSuccess(answer) && answer.Content.Rows is null
            ? throw peer.Unreadable("no_rows_member", "对方应答成功但没有数据成员")
            : answer;
    }

    // The platform sends no exchange envelope: a task's code is what identifies it.
    private static PageRows Rows(PageContent content)
    {
        var code = FeedSchemas.Task["taskCode"];
        var rows = content.Rows ?? [];
        foreach (var row in rows)
        {
            row.Values[Envelope.Identity] ??= row.Values[code];
        }

        return new PageRows(rows, content.Drift);
    }
}
