using Gateway.Sandbox.Data;

namespace Gateway.Sandbox.County;

/// <summary>One inspection result, the whole body of profile 9.</summary>
internal sealed record CountyResult
{
    public required string Id { get; init; }

    public required string Area { get; init; }

    public int Version { get; init; } = 1;

    public AreaOrder? Plan { get; init; }

    public AreaOrder? Task { get; init; }

    public required string ActionName { get; init; }

    public required IReadOnlyList<SentMatter> Matters { get; init; }

    public required CountySubject Subject { get; init; }

    public CountyParty? Party { get; init; }

    public required Department LeadDepartment { get; init; }

    public required IReadOnlyList<Department> JoinDepartments { get; init; }

    public required string Method { get; init; }

    public required string Form { get; init; }

    public required string CheckType { get; init; }

    public required bool SpotCheck { get; init; }

    public required ResultDates Dates { get; init; }

    public required IReadOnlyList<string> Codes { get; init; }

    public required string Details { get; init; }

    public required IReadOnlyList<DirectoryInspector> Inspectors { get; init; }

    public required string Disposal { get; init; }

    public CountyExemption? Exemption { get; init; }

    public required string EnteredBy { get; init; }
}

/// <summary>A matter of a result; without an implement code the gateway finds it in the catalogue.</summary>
internal sealed record SentMatter(string Code, string? ImplementCode);

/// <summary>Who answers for a thing; nature 1 公民, 2 法人, 3 其他组织.</summary>
internal sealed record CountyParty(string Name, string Nature, string CredentialType, string CredentialCode);

/// <summary>An approval not to publish.</summary>
internal sealed record CountyExemption(string Ground, string ApprovalNumber, string ApprovedBy, DateOnly ApprovedOn);
