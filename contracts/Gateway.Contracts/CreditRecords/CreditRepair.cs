using System.Text.Json.Serialization;
using Gateway.Contracts.Results;

namespace Gateway.Contracts.CreditRecords;

/// <summary>
/// 信用修复决定 as a county's system hands it in: what it repairs is withdrawn from every target that was served, for good
/// (《信用修复管理办法》: 终止公示、停止共享和使用). Unknown members are refused.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CreditRepair
{
    /// <summary>At most 40 of <c>A-Za-z0-9._-</c>; unique in its area. Chosen.</summary>
    public string? Id { get; init; }

    /// <summary>GB/T 2260, six digits; must be the caller's own.</summary>
    public string? Area { get; init; }

    /// <summary>USCC, or a natural person's certificate number (personal data), of whoever is repaired; needed where a record is named by its document.</summary>
    public string? PartyCode { get; init; }

    /// <summary>What is repaired, at least one.</summary>
    public IReadOnlyList<RepairedRecord>? Records { get; init; }

    /// <summary>修复决定书文号.</summary>
    public string? DecisionNo { get; init; }

    /// <summary>Day of the decision.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>The organ that decided.</summary>
    public ResultDepartment? Organ { get; init; }

    /// <summary>What the decision rests on: an article.</summary>
    public string? Basis { get; init; }

    /// <summary><c>publicstatus</c> wanted where a platform tells them apart: 1 撤销, 2 删除 (domain facts 2.3).</summary>
    public int? PublicStatus { get; init; }

    /// <summary>Who entered it.</summary>
    public string? EnteredBy { get; init; }

    /// <summary>When it was entered, RFC 3339; without an offset it is read as +08:00.</summary>
    public DateTimeOffset? EnteredAt { get; init; }
}

/// <summary>One repaired record: named by its id, or by the number of its document.</summary>
/// <param name="Kind"><c>penalty</c>, <c>licence</c> or <c>result</c>.</param>
/// <param name="Id">Its id in the area.</param>
/// <param name="DocumentNo">决定书文号 of a penalty or licence of the party.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RepairedRecord(string? Kind = null, string? Id = null, string? DocumentNo = null);
