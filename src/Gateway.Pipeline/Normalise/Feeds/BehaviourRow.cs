namespace Gateway.Pipeline.Normalise.Feeds;

/// <summary>监管行为 that the platform holds. Who was inspected and who inspected is sealed; the keyed hash finds a party without showing its number.</summary>
public sealed record BehaviourRow : FeedRow
{
    public static IReadOnlyList<string> Columns { get; } =
    [
        "table_no", "item_code", "implement_code", "action_name", "action_code", "organ_name", "organ_code", "entrust_name", "entrust_code",
        "object_sealed", "party_name_sealed", "party_nature", "credential_type", "uscc", "credential_hash", "credential_sealed",
        "address_registered_sealed", "address_operating_sealed", "area_received", "form", "check_type", "check_mode", "result", "acted_on",
        "personnel_sealed", "personnel_codes_sealed", "submitted_at", "submitted_by_sealed", "plan_code", "company_type", "basis",
    ];

    public required string TableNo { get; init; }
    public string? ItemCode { get; init; }
    public string? ImplementCode { get; init; }
    public required string ActionName { get; init; }
    public string? ActionCode { get; init; }
    public string? OrganName { get; init; }
    public string? OrganCode { get; init; }
    public string? EntrustName { get; init; }
    public string? EntrustCode { get; init; }
    public byte[]? ObjectSealed { get; init; }
    public byte[]? PartyNameSealed { get; init; }
    public string? PartyNature { get; init; }
    public string? CredentialType { get; init; }
    public string? Uscc { get; init; }
    public byte[]? CredentialHash { get; init; }
    public byte[]? CredentialSealed { get; init; }
    public byte[]? AddressRegisteredSealed { get; init; }
    public byte[]? AddressOperatingSealed { get; init; }
    public string? AreaReceived { get; init; }
    public string? Form { get; init; }
    public string? CheckType { get; init; }
    public string? CheckMode { get; init; }
    public string? Result { get; init; }
    public DateOnly? ActedOn { get; init; }
    public byte[]? PersonnelSealed { get; init; }
    public byte[]? PersonnelCodesSealed { get; init; }
    public DateTime? SubmittedAt { get; init; }
    public byte[]? SubmittedBySealed { get; init; }
    public string? PlanCode { get; init; }
    public string? CompanyType { get; init; }
    public string? Basis { get; init; }

    public override void Write(IColumnWriter to)
    {
        to.Text(TableNo);
        to.Text(ItemCode);
        to.Text(ImplementCode);
        to.Text(ActionName);
        to.Text(ActionCode);
        to.Text(OrganName);
        to.Text(OrganCode);
        to.Text(EntrustName);
        to.Text(EntrustCode);
        to.Bytes(ObjectSealed);
        to.Bytes(PartyNameSealed);
        to.Text(PartyNature);
        to.Text(CredentialType);
        to.Text(Uscc);
        to.Bytes(CredentialHash);
        to.Bytes(CredentialSealed);
        to.Bytes(AddressRegisteredSealed);
        to.Bytes(AddressOperatingSealed);
        to.Text(AreaReceived);
        to.Text(Form);
        to.Text(CheckType);
        to.Text(CheckMode);
        to.Text(Result);
        to.Date(ActedOn);
        to.Bytes(PersonnelSealed);
        to.Bytes(PersonnelCodesSealed);
        to.Timestamp(SubmittedAt);
        to.Bytes(SubmittedBySealed);
        to.Text(PlanCode);
        to.Text(CompanyType);
        to.Text(Basis);
    }
}
