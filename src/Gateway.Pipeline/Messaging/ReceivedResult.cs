namespace Gateway.Pipeline.Messaging;

/// <summary>A message as it came: its bytes unread, and who sent it as the broker vouches for.</summary>
public sealed record ReceivedResult(byte[] Body, string? User, string? ContentType);
