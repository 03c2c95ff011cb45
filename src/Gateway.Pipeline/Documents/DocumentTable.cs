using Gateway.Pipeline.Delivery;

namespace Gateway.Pipeline.Documents;

/// <summary>
/// The tables of one kind of document that comes in versions: a head a document, a row a version, the versions taken back. Names are parts of
/// SQL text and are constants of the house.
/// </summary>
public sealed record DocumentTable
{
    private DocumentTable(string kind, string many, string withdrawals, string chinese)
    {
        (Kind, Many, Withdrawals, Chinese) = (kind, many, withdrawals, chinese);
        Id = kind + "_id";
        Versions = kind + "_version";
    }

    public static DocumentTable Result { get; } = new(DeliveryKinds.Result, "results", "withdrawal", "检查结果");

    public static DocumentTable Penalty { get; } = new(DeliveryKinds.Penalty, "penalties", "penalty_withdrawal", "行政处罚");

    public static DocumentTable Licence { get; } = new(DeliveryKinds.Licence, "licences", "licence_withdrawal", "行政许可");

    /// <summary>Steps of handling a lead: never taken back, and so not among <see cref="All"/>.</summary>
    public static DocumentTable Handling { get; } = new(DeliveryKinds.Handling, "handlings", "", "线索办理");

    /// <summary>Those that can be taken back.</summary>
    public static IReadOnlyList<DocumentTable> All { get; } = [Result, Penalty, Licence];

    /// <summary>One of <see cref="DeliveryKinds"/>; the name of the head table, too.</summary>
    public string Kind { get; }

    /// <summary>Several of them, as paths and audit entries say it.</summary>
    public string Many { get; }

    /// <summary>The column with a document's id, in every one of its tables.</summary>
    public string Id { get; }

    public string Versions { get; }

    public string Withdrawals { get; }

    /// <summary>What people call it.</summary>
    public string Chinese { get; }

    public static DocumentTable? Of(string kind) => All.FirstOrDefault(x => x.Kind == kind);
}
