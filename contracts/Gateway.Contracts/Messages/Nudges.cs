namespace Gateway.Contracts.Messages;

/// <summary>Results of an area were stored with their deliveries: whoever delivers may look now instead of at its next sweep.</summary>
/// <param name="Area">GB/T 2260, six digits.</param>
public sealed record ResultsStored(string Area);

/// <summary>A run of a feed ended with rows stored: whoever compiles may look now.</summary>
/// <param name="Area">GB/T 2260, six digits.</param>
/// <param name="Feed">Wire name of the feed.</param>
public sealed record FeedPulled(string Area, string Feed);
