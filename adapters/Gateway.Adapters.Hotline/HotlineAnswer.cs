using System.Globalization;
using System.Text.Json;
using Gateway.Adapters.Http;
using Gateway.Adapters.Json;

namespace Gateway.Adapters.Hotline;

/// <summary>What every answer of the hotline says first.</summary>
/// <param name="Code">Its code, or <see langword="null"/>.</param>
/// <param name="Words">Its words.</param>
internal record HotlineAnswer(string? Code, string Words);

/// <summary>A page of leads.</summary>
internal sealed record LeadPage(string? Code, string Words, ReadOnlyMemory<byte> Body, PageContent Content) : HotlineAnswer(Code, Words)
{
    public long? Total => Number("total");

    public long? Page => Number("page");

    public long? PageSize => Number("pageSize");

    public static LeadPage Read(PeerAnswer peer, PageReader reader)
    {
        peer.RefuseNonJson(BodyText.ToUtf8(peer.Body).Utf8.Span);
        try
        {
            var content = reader.Read(peer.Body, 100);
            return new LeadPage(content["code"], content["message"] ?? "", peer.Body, content);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw peer.Unreadable("truncated", "对方应答不是完整的 JSON", e);
        }
    }

    private long? Number(string name) =>
        long.TryParse(Content[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
