using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Adapters.Http;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Adapters.ExchangeRest;

/// <summary>
/// An answer to the behaviour query: an array is success, an object is failure, the platform's text is "no rows". Which table it is of is not
/// in it, so a landed page begins with a line that says so; after it come the bytes as received.
/// </summary>
internal sealed record BehaviourPage(string? Code, string Message, ReadOnlyMemory<byte> Body, PageContent? Content) : ExchangeAnswer(Code, Message)
{
    private static readonly int Table = FeedSchemas.Behaviour["table"];

    /// <param name="answer">The answer.</param>
    /// <param name="reader">Reads the rows of the table.</param>
    /// <param name="options">The platform's texts and codes.</param>
    public static BehaviourPage Read(PeerAnswer answer, PageReader reader, ExchangeRestOptions options)
    {
        var utf8 = BodyText.ToUtf8(answer.Body).Utf8;
        // The day that was sent is written here and known to be well formed: the text can only mean "no rows".
        if (ExchangePage.IsText(utf8.Span, options.EmptyText))
        {
            return new BehaviourPage(options.Answers.Success[0], "", answer.Body, null);
        }

        answer.RefuseNonJson(utf8.Span);
        try
        {
            var content = reader.Read(answer.Body, 100);
            return content.Rows is not null
                ? new BehaviourPage(options.Answers.Success[0], "", answer.Body, content)
                : new BehaviourPage(NotSuccess(content["errCode"] ?? content["code"], options), content["errMsg"] ?? content["message"] ?? "", answer.Body, null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw answer.Unreadable("truncated", "对方应答不是完整的 JSON", e);
        }
    }

    /// <summary>What is landed of a page.</summary>
    public static byte[] Landed(string table, DateOnly day, ReadOnlyMemory<byte> received) =>
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"table={table} day={WireText.Date(day)}\n")), .. received.Span];

    /// <summary>The rows of a landed page.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static PageRows Rows(ReadOnlyMemory<byte> landed, IReadOnlyDictionary<string, PageReader> readers, string emptyText)
    {
        var end = landed.Span.IndexOf((byte)'\n');
        var head = end < 0 ? "" : Encoding.ASCII.GetString(landed.Span[..end]);
        if (!head.StartsWith("table=", StringComparison.Ordinal) || head.Split(' ')[0][6..] is not { Length: > 0 } table
            || !readers.TryGetValue(table, out var reader))
        {
            throw new FormatException($"落地的监管行为页没有表号，或没有该表的字段：{head}");
        }

        var received = landed[(end + 1)..];
        if (ExchangePage.IsText(BodyText.ToUtf8(received).Utf8.Span, emptyText))
        {
            return new PageRows([], []);
        }

        var content = reader.Read(received, 100);
        foreach (var row in content.Rows ?? [])
        {
            row.Values[Table] = table;
        }

        return new PageRows(content.Rows ?? [], content.Drift);
    }

    /// <summary>An object is never success, whatever its code says.</summary>
    private static string? NotSuccess(string? code, ExchangeRestOptions options) => code is not null && options.Answers.Success.Contains(code) ? null : code;
}
