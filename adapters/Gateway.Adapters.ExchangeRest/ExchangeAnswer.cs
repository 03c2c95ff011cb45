using System.Text.Json;
using Gateway.Adapters.Http;
using Gateway.Adapters.Json;

namespace Gateway.Adapters.ExchangeRest;

/// <summary>What every answer of the exchange says first.</summary>
/// <param name="Code">Its code, or <see langword="null"/> when it names none.</param>
/// <param name="Message">Its words.</param>
internal record ExchangeAnswer(string? Code, string Message);

/// <summary>An answer read as a document: small ones only.</summary>
internal sealed record DocumentAnswer(string? Code, string Message, JsonElement Data) : ExchangeAnswer(Code, Message)
{
    public static DocumentAnswer Read(PeerAnswer answer)
    {
        using var document = answer.ReadJson();
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw answer.Unreadable("bad_json", "对方应答不是 JSON 对象");
        }

        var data = root.TryGetProperty("data", out var value) ? value.Clone() : default;
        return new DocumentAnswer(root.TextOf("code"), root.TextOf("message") ?? "", data);
    }
}
