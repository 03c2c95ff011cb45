using Gateway.Adapters.Sinks;

namespace Gateway.Pipeline.Delivery;

/// <summary>States of a delivery: names stored in the database.</summary>
public static class DeliveryStates
{
    public const string Queued = "queued";

    /// <summary>The platform has it, or may have it; its verdict is not known yet.</summary>
    public const string Sent = "sent";
    public const string Accepted = "accepted";
    public const string Published = "published";
    public const string Rejected = "rejected";
    public const string Withdrawn = "withdrawn";
    public const string Parked = "parked";
    public const string NotRouted = "not_routed";
}

/// <summary>Kinds of document: names stored in the database.</summary>
public static class DeliveryKinds
{
    public const string Result = "result";
    public const string Checklist = "checklist";
    public const string Penalty = "penalty";
    public const string Licence = "licence";
    public const string Handling = "handling";

    /// <summary>What a target takes, or <see langword="null"/> when it takes nothing.</summary>
    public static string? Of(ISink sink) => sink switch
    {
        ISharingSink or IPublicitySink => Result,
        IChecklistSink => Checklist,
        IRecordSink<Contracts.CreditRecords.Penalty> => Penalty,
        IRecordSink<Contracts.CreditRecords.Licence> => Licence,
        ILeadSink => Handling,
        _ => null,
    };
}

/// <summary>The stored letter of an operation.</summary>
public static class DeliveryOperations
{
    public static string Letter(this DeliveryOperation operation) => operation switch
    {
        DeliveryOperation.Insert => "i",
        DeliveryOperation.Correct => "u",
        DeliveryOperation.Withdraw => "d",
    };

    public static DeliveryOperation Parse(string letter) => letter switch
    {
        "i" => DeliveryOperation.Insert,
        "u" => DeliveryOperation.Correct,
        "d" => DeliveryOperation.Withdraw,
        _ => throw new ArgumentOutOfRangeException(nameof(letter), letter, "未知的操作"),
    };
}
