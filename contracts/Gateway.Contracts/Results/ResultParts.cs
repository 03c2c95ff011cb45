using System.Text.Json.Serialization;

namespace Gateway.Contracts.Results;

/// <summary>An inspected matter.</summary>
/// <param name="Code">监管事项目录编码, exactly 14 digits (domain facts 1.3).</param>
/// <param name="ImplementCode">检查实施清单编码, 19 characters: USCC of the organ and 1..5; looked up in the catalogue when absent.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ResultMatter(string? Code, string? ImplementCode = null);

/// <summary>监管对象 of a result.</summary>
/// <param name="Kind">01–07 or 11–17 as in the subject feed.</param>
/// <param name="Name">At most 200 characters.</param>
/// <param name="CredentialType"><c>001</c> USCC, <c>111</c> 身份证, <c>099</c> other.</param>
/// <param name="CredentialCode">The number; check digits are checked for 001 and 111.</param>
/// <param name="RegNo">注册号, if known.</param>
/// <param name="Address">Address, if known.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ResultSubject(
    string? Kind, string? Name, string? CredentialType, string? CredentialCode, string? RegNo = null, string? Address = null);

/// <summary>行政相对人 of a result.</summary>
/// <param name="Name">Name.</param>
/// <param name="Nature"><c>1</c> 公民, <c>2</c> 法人, <c>3</c> 其他组织.</param>
/// <param name="CredentialType">As in <see cref="ResultSubject"/>.</param>
/// <param name="CredentialCode">As in <see cref="ResultSubject"/>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ResultParty(string? Name, string? Nature, string? CredentialType, string? CredentialCode);

/// <summary>A department.</summary>
/// <param name="Code">USCC of the organ (GB 32100).</param>
/// <param name="Name">Name.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ResultDepartment(string? Code, string? Name);

/// <summary>执法检查人员 of a result.</summary>
/// <param name="Name">Name.</param>
/// <param name="LawNo">执法证号; personal data.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ResultInspector(string? Name, string? LawNo);

/// <summary>An approval not to publish (the plan, part (十)).</summary>
/// <param name="Ground">社会公共利益, 商业秘密 or 个人隐私; 国家秘密 and 国家安全 are refused at intake and stored nowhere.</param>
/// <param name="ApprovalNo">Number of the approval document.</param>
/// <param name="ApprovedBy">Who approved; not the one who entered the result.</param>
/// <param name="ApprovedOn">Day of the approval.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ResultExemption(string? Ground, string? ApprovalNo, string? ApprovedBy, DateOnly? ApprovedOn);
