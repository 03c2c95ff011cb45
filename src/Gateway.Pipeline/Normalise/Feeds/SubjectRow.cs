namespace Gateway.Pipeline.Normalise.Feeds;

/// <summary>监管对象. The number of a natural person, the legal person's name and the phone are sealed.</summary>
public sealed record SubjectRow : FeedRow
{
    public required string Kind { get; init; }
    public required string Name { get; init; }
    public required string NameKey { get; init; }
    public string? CredentialType { get; init; }
    public string? Uscc { get; init; }
    public string? CredentialOther { get; init; }
    public byte[]? CredentialHash { get; init; }
    public byte[]? CredentialSealed { get; init; }
    public string? RegNo { get; init; }
    public byte[]? LegalPersonSealed { get; init; }
    public string? AddressRegistered { get; init; }
    public string? AddressOperating { get; init; }
    public string? AreaReceived { get; init; }
    public required string AreaCode { get; init; }
    public required string AreaBy { get; init; }
    public string? IndustryCode { get; init; }
    public string? IndustryDivision { get; init; }
    public string? CompanyType { get; init; }
    public string? CapitalReceived { get; init; }
    public decimal? CapitalAmount { get; init; }
    public string? CapitalCurrency { get; init; }
    public DateOnly? EstablishedOn { get; init; }
    public string? Status { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public byte[]? PhoneSealed { get; init; }

    public static IReadOnlyList<string> Columns { get; } =
    [
        "kind", "name", "name_key", "credential_type", "uscc", "credential_other", "credential_hash", "credential_sealed", "reg_no",
        "legal_person_sealed", "address_registered", "address_operating", "area_received", "area_code", "area_by", "industry_code",
        "industry_division", "company_type", "capital_received", "capital_amount", "capital_currency", "established_on", "status", "tags",
        "phone_sealed",
    ];

    public override void Write(IColumnWriter to)
    {
        to.Text(Kind);
        to.Text(Name);
        to.Text(NameKey);
        to.Text(CredentialType);
        to.Text(Uscc);
        to.Text(CredentialOther);
        to.Bytes(CredentialHash);
        to.Bytes(CredentialSealed);
        to.Text(RegNo);
        to.Bytes(LegalPersonSealed);
        to.Text(AddressRegistered);
        to.Text(AddressOperating);
        to.Text(AreaReceived);
        to.Text(AreaCode);
        to.Text(AreaBy);
        to.Text(IndustryCode);
        to.Text(IndustryDivision);
        to.Text(CompanyType);
        to.Text(CapitalReceived);
        to.Number(CapitalAmount);
        to.Text(CapitalCurrency);
        to.Date(EstablishedOn);
        to.Text(Status);
        to.Texts(Tags);
        to.Bytes(PhoneSealed);
    }
}
