namespace Gateway.Pipeline.Messaging;

/// <summary>Names on the broker: part of the contract with the counties' systems (profile 8).</summary>
public static class BusNames
{
    /// <summary>Exchange (fanout) and queue of results.</summary>
    public const string Results = "gateway.results";

    /// <summary>Queue of messages that could not be taken, with <see cref="ReasonHeader"/>.</summary>
    public const string ResultsError = "gateway.results_error";

    /// <summary>Exchange (topic) of status messages.</summary>
    public const string Status = "gateway.status";

    /// <summary>Queue of nudges to compile: one process takes each.</summary>
    public const string Compile = "gateway.compile";

    /// <summary>Why a message was refused, in Chinese.</summary>
    public const string ReasonHeader = "gw-reason";

    /// <summary>Who had sent a refused message: the broker lets nobody publish under another's user-id.</summary>
    public const string UserHeader = "gw-user";
}
