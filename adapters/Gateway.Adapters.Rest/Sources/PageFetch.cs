using System.Globalization;
using System.Text.Json;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Rest.Calls;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Rest.Templates;

namespace Gateway.Adapters.Rest.Sources;

/// <summary>Fetches one page of a feed: sends, judges, reads its rows.</summary>
internal sealed class PageFetch(RestPlatform platform, CallOptions options, RowSet rows)
{
    private static readonly string[] Yes = ["true", "1", "Y", "y", "yes"];

    private readonly RestCall _call = new(platform, options, where => where.Rows);

    public AnswerReader Reader => _call.Reader;

    public RowSet Rows => rows;

    public Task<FeedPage> FetchAsync(CallValues values, CancellationToken cancellationToken, Uri? next = null) =>
        platform.Client.ReadAsync(
            async token => Page(await _call.SendAsync(CallKind.Read, values, next, token)), cancellationToken);

    private FeedPage Page(RestAnswer answer)
    {
        if (answer.Outcome is Outcome.RefuseWhole or Outcome.NotKnown)
        {
            throw new PermanentFailure("peer_" + answer.Code, $"对方认为查询参数有误（{answer.Code}）：{answer.Message}");
        }

        if (answer.Outcome == Outcome.Success && answer.Found.Rows is null)
        {
            throw answer.Peer.Unreadable("no_rows_member", "对方应答成功但没有数据成员");
        }

        // A read that ended because the platform forgot to say that there is more would be taken for records that are gone.
        if (answer.Outcome == Outcome.Success && _call.Where.More is { } more && answer.Found[more] is null)
        {
            throw answer.Peer.Unreadable("no_more_member", "对方应答没有说明是否还有数据");
        }

        try
        {
            var (where, found) = (_call.Where, answer.Found);
            return new FeedPage(answer, rows.Read(answer.Outcome == Outcome.Empty ? null : found.Rows))
            {
                Total = Number(found[where.Total]),
                Snapshot = found[where.Snapshot],
                Cursor = found[where.Cursor] is { Length: > 0 } cursor ? cursor : null,
                More = where.More is null ? null : Yes.Contains(found[where.More] ?? ""),
                Next = found[where.Next] is { Length: > 0 } next ? next : null,
            };
        }
        catch (JsonException e)
        {
            throw answer.Peer.Unreadable("truncated", "对方应答的数据成员不是记录列表", e);
        }
    }

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
