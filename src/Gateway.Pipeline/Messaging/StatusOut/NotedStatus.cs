namespace Gateway.Pipeline.Messaging.StatusOut;

/// <summary>A change of state as it was noted. Rows of the outbox are removed whole: <see cref="Position"/> names the row.</summary>
/// <param name="Position">Of the outbox row.</param>
/// <param name="Place">Within the row, from 1.</param>
/// <param name="Message">As stored, unmasked.</param>
/// <param name="Body">The result's body as stored, where there is a message to be masked by it.</param>
internal sealed record NotedStatus(
    long Position, int Place, string Area, string Target, string Id, int Version, string State, string? Code, string? Message, DateTimeOffset At,
    byte[]? Body);
