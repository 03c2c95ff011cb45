using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Contracts.Leads;

/// <summary>What became of a lead. Source: the hotline's states; names chosen.</summary>
[JsonConverter(typeof(HandlingStateJsonConverter))]
public enum HandlingState
{
    /// <summary>受理.</summary>
    Accepted,

    /// <summary>交办.</summary>
    Assigned,

    /// <summary>办结.</summary>
    Handled,

    /// <summary>不予受理.</summary>
    Rejected,

    /// <summary>移送.</summary>
    Transferred,
}

/// <summary>Writes states in camelCase.</summary>
public sealed class HandlingStateJsonConverter() : JsonStringEnumConverter<HandlingState>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>One step of handling a lead, as a county's system hands it in. Unknown members are refused.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LeadHandling
{
    /// <summary>What was done.</summary>
    public HandlingState? State { get; init; }

    /// <summary>USCC of the department that did it.</summary>
    public string? DeptCode { get; init; }

    /// <summary>In words, at most 2,000 characters; may name persons and is encrypted at rest.</summary>
    public string? Text { get; init; }

    /// <summary>When, RFC 3339; without an offset it is Asia/Shanghai.</summary>
    public DateTimeOffset? At { get; init; }
}
