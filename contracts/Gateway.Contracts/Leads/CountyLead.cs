using System.Text.Json.Serialization;

namespace Gateway.Contracts.Leads;

/// <summary>问题线索 that a county received itself. Unknown members are refused.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CountyLead
{
    /// <summary>At most 40 of <c>A-Za-z0-9._-</c>; unique in its area. Chosen.</summary>
    public string? LeadNo { get; init; }

    /// <summary>GB/T 2260, six digits; must be the caller's own.</summary>
    public string? Area { get; init; }

    /// <summary>12345, 媒体, 协会, 上级交办 or 舆情.</summary>
    public string? Channel { get; init; }

    /// <summary>Whom it is about, if it says so.</summary>
    public string? SubjectName { get; init; }

    /// <summary>USCC or certificate number of whom it is about, if it says so (personal data).</summary>
    public string? SubjectCode { get; init; }

    /// <summary>What is told, at most 4,000 characters; may name persons and is encrypted at rest.</summary>
    public string? Content { get; init; }

    /// <summary>When it was received, RFC 3339; without an offset it is Asia/Shanghai.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>Until when it has to be handled.</summary>
    public DateOnly? Deadline { get; init; }
}
