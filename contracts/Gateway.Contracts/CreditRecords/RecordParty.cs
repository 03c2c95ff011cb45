using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Contracts.CreditRecords;

/// <summary>行政相对人类别 (domain facts 2.1).</summary>
[JsonConverter(typeof(PartyKindJsonConverter))]
public enum PartyKind
{
    /// <summary>法人及非法人组织: has a USCC.</summary>
    Organisation,

    /// <summary>个体工商户: has a USCC, beginning with 92.</summary>
    Trader,

    /// <summary>自然人: has a certificate; personal data.</summary>
    Person,
}

/// <summary>Writes party kinds in camelCase.</summary>
public sealed class PartyKindJsonConverter() : JsonStringEnumConverter<PartyKind>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>行政相对人 of a penalty or a licence (domain facts 2.1, 2.2).</summary>
/// <param name="Kind">Category.</param>
/// <param name="Name">At most 200 characters.</param>
/// <param name="Uscc">统一社会信用代码; of an organisation or a trader.</param>
/// <param name="CredentialType">证件类型 of a natural person: <c>111</c> 身份证, others as 099, 154, 411, 414, 511.</param>
/// <param name="CredentialCode">证件号码 of a natural person; personal data.</param>
/// <param name="RegNo">工商注册号.</param>
/// <param name="OrganisationCode">组织机构代码.</param>
/// <param name="TaxNo">税务登记号.</param>
/// <param name="InstitutionNo">事业单位证书号.</param>
/// <param name="SocialNo">社会组织登记证号.</param>
/// <param name="LegalPerson">法定代表人; personal data.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RecordParty(
    PartyKind? Kind = null, string? Name = null, string? Uscc = null, string? CredentialType = null, string? CredentialCode = null,
    string? RegNo = null, string? OrganisationCode = null, string? TaxNo = null, string? InstitutionNo = null, string? SocialNo = null,
    LegalPerson? LegalPerson = null);

/// <summary>法定代表人.</summary>
/// <param name="Name">Name; personal data.</param>
/// <param name="CredentialType">证件类型, as in <see cref="RecordParty"/>.</param>
/// <param name="CredentialCode">证件号码; personal data.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LegalPerson(string? Name = null, string? CredentialType = null, string? CredentialCode = null);
