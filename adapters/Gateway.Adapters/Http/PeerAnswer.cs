using System.Net;
using System.Text.Json;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Json;

namespace Gateway.Adapters.Http;

/// <summary>An answer whose body arrived whole. What it means is said by its body, not by its status.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The body's bytes after content decoding.</param>
/// <param name="Date">The peer's clock, if it said.</param>
/// <param name="RetryAfter">How long the peer asked to wait, if it did.</param>
/// <param name="Call">What kind of call it answers.</param>
public sealed record PeerAnswer(HttpStatusCode Status, ReadOnlyMemory<byte> Body, DateTimeOffset? Date, TimeSpan? RetryAfter, CallKind Call)
{
    /// <summary>Reads the body as JSON.</summary>
    /// <exception cref="TransientFailure">It is empty, HTML, cut off or otherwise no JSON.</exception>
    public JsonDocument ReadJson()
    {
        var (utf8, _) = BodyText.ToUtf8(Body);
        RefuseNonJson(utf8.Span);
        try
        {
            return JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (JsonException e)
        {
            throw Unreadable("truncated", "对方应答不是完整的 JSON", e);
        }
    }

    /// <summary>Reads the body as JSON that outlives it: for small answers.</summary>
    /// <exception cref="TransientFailure">It is empty, HTML, cut off or otherwise no JSON.</exception>
    public JsonElement ReadElement()
    {
        using var document = ReadJson();
        return document.RootElement.Clone();
    }

    /// <summary>Throws when the bytes can't be JSON: empty, or a page of HTML under maintenance.</summary>
    public void RefuseNonJson(ReadOnlySpan<byte> utf8)
    {
        var first = utf8.IndexOfAnyExcept(" \t\r\n"u8);
        if (first < 0)
        {
            throw Unreadable("empty", "对方应答为空");
        }

        if (utf8[first] == (byte)'<')
        {
            throw Unreadable("html", "对方应答是网页而不是数据（可能正在维护）");
        }
    }

    /// <summary>The failure for an answer that says nothing valid: of a push, the peer may have taken it.</summary>
    public TransientFailure Unreadable(string code, string message, Exception? inner = null) =>
        new(code, message, answerLost: Call == CallKind.Push, RetryAfter, inner);
}

/// <summary>What kind of call it is.</summary>
public enum CallKind
{
    /// <summary>Changes nothing at the peer; may be repeated at once.</summary>
    Read,

    /// <summary>Changes something at the peer: never repeated here without a valid answer.</summary>
    Push,
}
