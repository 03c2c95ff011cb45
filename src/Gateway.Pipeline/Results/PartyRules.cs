using Gateway.Adapters.Identifiers;
using Gateway.Contracts.Results;

namespace Gateway.Pipeline.Results;

/// <summary>Rules of whoever a result is about: subject, party, departments.</summary>
internal static class PartyRules
{
    private static readonly string[] Kinds = ["01", "02", "03", "04", "05", "06", "07", "11", "12", "13", "14", "15", "16", "17"];
    private static readonly string[] CredentialTypes = ["001", "111", "099"];
    private static readonly string[] Natures = ["1", "2", "3"];

    public static void Check(InspectionResult result, ProblemList problems)
    {
        if (result.Subject is not { } subject)
        {
            problems.Add("/subject", ResultProblemCodes.Required, "缺少监管对象");
        }
        else
        {
            var kindKnown = problems.OneOf("/subject/kind", subject.Kind, Kinds);
            problems.Text("/subject/name", subject.Name, 200);
            Credential("/subject", subject.CredentialType, subject.CredentialCode, problems);
            problems.OptionalText("/subject/regNo", subject.RegNo, 50);
            problems.OptionalText("/subject/address", subject.Address, 300);
            if (kindKnown && string.CompareOrdinal(subject.Kind, "11") >= 0 && result.Party is null)
            {
                problems.Add("/party", ResultProblemCodes.Required, "监管对象为 11–17 类时应填写行政相对人");
            }
        }

        if (result.Party is { } party)
        {
            problems.Text("/party/name", party.Name, 200);
            problems.OneOf("/party/nature", party.Nature, Natures);
            Credential("/party", party.CredentialType, party.CredentialCode, problems);
        }

        Department("/leadDept", result.LeadDept, problems);
        var joining = result.JoinDepts?.Count ?? 0;
        for (var i = 0; i < joining && !problems.TooMany("/joinDepts", joining); i++)
        {
            Department(JsonPointer.Item("joinDepts", i), result.JoinDepts?[i], problems);
        }
    }

    private static void Credential(string at, string? type, string? code, ProblemList problems)
    {
        var typeKnown = problems.OneOf(at + "/credentialType", type, CredentialTypes);
        if (!problems.Text(at + "/credentialCode", code, 50) || !typeKnown)
        {
            return;
        }

        if (type == "001" && !Uscc.IsValid(code))
        {
            problems.Add(at + "/credentialCode", ResultProblemCodes.CheckDigit, "统一社会信用代码校验不通过");
        }
        else if (type == "111" && !IdNumber.IsValid(code))
        {
            problems.Add(at + "/credentialCode", ResultProblemCodes.CheckDigit, "身份证号码校验不通过");
        }
    }

    internal static void Department(string at, ResultDepartment? department, ProblemList problems)
    {
        if (department is null)
        {
            problems.Add(at, ResultProblemCodes.Required, "缺少单位");
            return;
        }

        problems.Text(at + "/name", department.Name, 200);
        if (problems.Text(at + "/code", department.Code, 18) && !Uscc.IsValid(department.Code))
        {
            problems.Add(at + "/code", ResultProblemCodes.CheckDigit, "单位的统一社会信用代码校验不通过");
        }
    }
}
