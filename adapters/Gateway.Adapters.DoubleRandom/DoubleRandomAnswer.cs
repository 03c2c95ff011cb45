using System.Text.Json;
using Gateway.Adapters.Http;
using Gateway.Adapters.Json;

namespace Gateway.Adapters.DoubleRandom;

/// <summary>What every answer of the platform says first.</summary>
/// <param name="Code"><c>errcode</c>, or <see langword="null"/>.</param>
/// <param name="Words">Its words.</param>
internal record DoubleRandomAnswer(string? Code, string Words);

/// <summary>An answer read as a document.</summary>
internal sealed record DocumentAnswer(string? Code, string Words, JsonElement Body, PeerAnswer Peer) : DoubleRandomAnswer(Code, Words)
{
    public static DocumentAnswer Read(PeerAnswer peer)
    {
        var body = peer.ReadElement();
        return new DocumentAnswer(body.TextOf("errcode"), body.TextOf("errmsg") ?? "", body, peer);
    }
}

/// <summary>A page of tasks.</summary>
internal sealed record TaskAnswer(string? Code, string Words, ReadOnlyMemory<byte> Body, PageContent Content)
    : DoubleRandomAnswer(Code, Words)
{
    public static TaskAnswer Read(PeerAnswer peer, PageReader reader)
    {
        peer.RefuseNonJson(peer.Body.Span);
        try
        {
            var content = reader.Read(peer.Body, 100);
            return new TaskAnswer(content["errcode"], content["errmsg"] ?? "", peer.Body, content);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw peer.Unreadable("truncated", "对方应答不是完整的 JSON", e);
        }
    }
}
