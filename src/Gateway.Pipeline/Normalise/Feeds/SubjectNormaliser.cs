using Gateway.Adapters.Identifiers;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Normalise.Values;
using Gateway.Pipeline.Protection;

namespace Gateway.Pipeline.Normalise.Feeds;

public sealed class SubjectNormaliser(AreaResolver areas, FieldCipher cipher, TimeProvider clock) : IFeedNormaliser
{
    private const string CredentialUscc = "001";
    private const string CredentialId = "111";

    private static readonly FeedSchema Schema = FeedSchemas.Subject;

    private static readonly int
        Kind = Schema["kind"], Name = Schema["name"], CredentialType = Schema["credentialType"], CredentialCode = Schema["credentialCode"],
        RegNo = Schema["regNo"], LegalPerson = Schema["legalPerson"], Registered = Schema["addressRegistered"],
        Operating = Schema["addressOperating"], Area = Schema["area"], IndustryAt = Schema["industryCode"], CompanyType = Schema["companyType"],
        Capital = Schema["regCapital"], EstablishedOn = Schema["establishedOn"], Status = Schema["status"], TagsAt = Schema["tags"],
        Phone = Schema["contactPhone"];

    public Feed Feed => Feed.Subject;

    public IReadOnlyList<string> Columns => SubjectRow.Columns;

    public Normalised Normalise(string area, RawRow row, Findings findings)
    {
        var read = new RowReader(Schema, row, findings);
        var name = read.Name(Name);
        var kind = read.Code(Kind);
        if (!SubjectKinds.IsKnown(kind))
        {
            read.Fail(ReasonCodes.KindUnknown, Kind, kind, "监管对象类别不在 01–07、11–17 之内");
        }

        var credentialType = read.Code(CredentialType);
        var uscc = credentialType == CredentialUscc ? read.Uscc(CredentialCode) : null;
        var id = credentialType switch
        {
            CredentialUscc => null,
            CredentialId => read.IdNumber(CredentialCode, required: true),
            _ => PersonsNumber(read.Code(CredentialCode)),
        };
        var establishedOn = read.Date(EstablishedOn);
        var registered = read.Text(Registered);
        var operating = read.Text(Operating);
        var place = ReceivedArea.Of(areas, area, read.Raw(Area), operating, registered, Runs.ChinaTime.DayOf(clock.GetUtcNow()), findings);
        if (place is null)
        {
            read.Fail(ReasonCodes.AreaUnresolved, Area, read.Raw(Area), "行政区划代码不认识，地址也不能确定所在地区");
        }

        if (read.Defect is { } defect)
        {
            return defect;
        }

        var capital = CapitalText.Read(read.Raw(Capital));
        if (capital.Verdict == CapitalVerdict.Unparsed)
        {
            findings.Add(IssueClasses.Standard, "capital_unparsed", "注册资本", "注册资本的文字无法识别，原文保留", Masking.InText(read.Raw(Capital) ?? ""));
        }

        return new SubjectRow
        {
            Kind = kind ?? "",
            Name = name,
            NameKey = TextFold.Key(name),
            CredentialType = credentialType,
            Uscc = uscc,
            CredentialOther = uscc is null && id is null ? read.Code(CredentialCode) : null,
            CredentialHash = id is null ? null : cipher.LookupHash(id),
            CredentialSealed = id is null ? null : cipher.Protect(id),
            RegNo = read.Code(RegNo),
            LegalPersonSealed = Sealed(read.Text(LegalPerson)),
            AddressRegistered = registered,
            AddressOperating = operating,
            AreaReceived = read.Raw(Area),
            AreaCode = place?.Area ?? area,
            AreaBy = AreaBy(place?.Verdict),
            IndustryCode = read.Code(IndustryAt),
            IndustryDivision = read.IndustryDivision(IndustryAt),
            CompanyType = read.Text(CompanyType),
            CapitalReceived = read.Raw(Capital),
            CapitalAmount = capital.Amount,
            CapitalCurrency = capital.Currency,
            EstablishedOn = establishedOn,
            Status = read.Code(Status),
            Tags = Tags.Read(read.Raw(TagsAt)),
            PhoneSealed = Sealed(read.Code(Phone)),
        }.WithEnvelope(read, row);
    }

    private static string AreaBy(AreaVerdict? verdict) => verdict switch
    {
        AreaVerdict.Alias => "alias",
        AreaVerdict.ByAddress => "address",
        _ => "exact",
    };

    /// <summary>A person's number under another credential type is sealed like any: what it says counts, not what it is called.</summary>
    private static string? PersonsNumber(string? code) => IdNumber.TryUpgrade(code, out var number) ? number : null;

    private byte[]? Sealed(string? value) => value is null ? null : cipher.Protect(value);
}
