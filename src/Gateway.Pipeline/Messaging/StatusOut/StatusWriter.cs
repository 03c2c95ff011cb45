using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Adapters.Identifiers;
using Gateway.Contracts.Messages;
using Gateway.Pipeline.Desk;
using Gateway.Pipeline.Protection;
using Gateway.Pipeline.Results;
using Gateway.Pipeline.Runs;

namespace Gateway.Pipeline.Messaging.StatusOut;

/// <summary>A message as it goes out.</summary>
internal sealed record OutgoingStatus(string RoutingKey, string MessageId, byte[] Body);

/// <summary>Writes a change as its message. The words are masked by the persons of the result itself, and by the form of numbers.</summary>
internal sealed class StatusWriter(FieldCipher cipher)
{
    private const int MostInARow = 500; // the trigger's part

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public OutgoingStatus Write(NotedStatus noted) => new(
        $"{noted.Area}.{noted.State}",
        ((noted.Position * MostInARow) + noted.Place - 1).ToString(CultureInfo.InvariantCulture),
        JsonSerializer.SerializeToUtf8Bytes(
            new StatusChanged(
                noted.Id, noted.Version, noted.Area, noted.Target, noted.State, noted.Code is { } code ? Masking.PeerWords(code) : null,
                noted.Message is { } words ? Masked(words, noted.Body) : null, noted.At.ToOffset(ChinaTime.Offset)),
            Json));

    private string Masked(string words, byte[]? body) =>
        Masking.PeerWords(new PersonalMask(body is null ? null : CanonicalResult.Read(cipher.Unprotect(body))).Text(words));
}
