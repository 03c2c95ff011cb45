using System.Globalization;
using System.Text.Json;
using Gateway.Adapters.Http;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Adapters.ExchangeRest;

/// <summary>A page of the paged query as answered.</summary>
internal sealed record ExchangePage(string? Code, string Message, ReadOnlyMemory<byte> Body, PageContent? Content)
    : ExchangeAnswer(Code, Message)
{
    public long? Total => Number("total");

    public long? PageNumber => Number("page_num");

    public long? PageSize => Number("page_size");

    public string? SnapshotId => Content?["snapshot_id"];

    /// <summary>Reads an answer. Its bytes are kept as received.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="reader">Reads its rows.</param>
    /// <param name="emptyText">The platform's text for "no rows".</param>
    /// <param name="datesSent">Whether well-formed dates were sent: only then the text means "no rows".</param>
    /// <param name="pageSize">Rows asked for.</param>
    public static ExchangePage Read(PeerAnswer answer, PageReader reader, string emptyText, bool datesSent, int pageSize)
    {
        var (utf8, _) = BodyText.ToUtf8(answer.Body);
        if (IsText(utf8.Span, emptyText))
        {
            return datesSent
                ? new ExchangePage("0", "", answer.Body, null)
                : throw answer.Unreadable("empty_text", "对方应答“没有数据或者时间格式错误”，而本次请求不含时间");
        }

        answer.RefuseNonJson(utf8.Span);
        try
        {
            var content = reader.Read(answer.Body, pageSize);
            return new ExchangePage(content["code"], content["message"] ?? "", answer.Body, content);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw answer.Unreadable("truncated", "对方应答不是完整的 JSON", e);
        }
    }

    public PageRows Rows => new(Content?.Rows ?? [], Content?.Drift ?? []);

    public FeedCursor? Cursor()
    {
        for (var i = Rows.Rows.Count - 1; i >= 0; i--)
        {
            var values = Rows.Rows[i].Values;
            if (DateTime.TryParseExact(
                values[Envelope.ChangedAt], "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var changedAt))
            {
                return new FeedCursor(changedAt, values[Envelope.ChangeId], null);
            }
        }

        return null;
    }

    /// <summary>Whether a whole body is the platform's text for "no rows".</summary>
    public static bool IsText(ReadOnlySpan<byte> utf8, string text) =>
        utf8.Length <= 4 * text.Length + 64 && System.Text.Encoding.UTF8.GetString(utf8).Trim() == text;

    private long? Number(string name) =>
        long.TryParse(Content?[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
