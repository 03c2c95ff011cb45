using System.Net.Sockets;

namespace Gateway.Pipeline.Certification.Probe;

/// <summary>What was seen on the wire while an adapter called its platform.</summary>
public abstract record WireFact
{
    private WireFact()
    {
    }

    public sealed record Resolved(string Host, IReadOnlyList<string> Addresses, TimeSpan Took) : WireFact;

    public sealed record NotResolved(string Host, TimeSpan Took) : WireFact;

    /// <param name="Peer">Address and port that took the connection.</param>
    /// <param name="Secure">Whether TLS comes next.</param>
    public sealed record Connected(string Peer, bool Secure, TimeSpan Took) : WireFact;

    public sealed record NotConnected(string Peer, SocketError Error, TimeSpan Took) : WireFact;

    /// <summary>The server showed its certificate.</summary>
    /// <param name="Refused">Why it was not believed; empty where it was.</param>
    public sealed record Certified(string Subject, string Issuer, DateTimeOffset From, DateTimeOffset Until, CertificateFlaws Refused) : WireFact;

    /// <summary>An answer came.</summary>
    /// <param name="Skew">The peer's clock less ours, where it said its time.</param>
    public sealed record Answered(int Status, string MediaType, TimeSpan? Skew, TimeSpan Took) : WireFact;

    /// <summary>A request went out, or was to, and no answer came.</summary>
    /// <param name="Reset">Whether the peer ended the connection.</param>
    public sealed record Unanswered(bool Reset, TimeSpan Took) : WireFact;
}

/// <summary>What is wrong with a certificate.</summary>
[Flags]
public enum CertificateFlaws
{
    None = 0,
    Expired = 1,
    NotYetValid = 2,
    WrongName = 4,
    UnknownIssuer = 8,
    Missing = 16,
    Other = 32,
}
