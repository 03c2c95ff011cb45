using Gateway.Adapters.Identifiers;
using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.Results;
using Gateway.Pipeline.Runs;

namespace Gateway.Pipeline.CreditRecords;

/// <summary>Judges a penalty or licence by the intake contract: all its problems at once. Pure.</summary>
public static class RecordRules
{
    private static readonly string[] Certificates = ["111", "099", "154", "411", "414", "511"];

    /// <param name="record">As parsed.</param>
    /// <param name="area">The area of the caller's key.</param>
    public static IReadOnlyList<ResultProblem> Check<T>(RecordKind<T> kind, T record, string area)
        where T : class, ICreditRecord
    {
        // Nothing else is said of such a record: whatever is said could be kept.
        if (IsClassified(kind, record))
        {
            return [ClassifiedScreen.Refusal];
        }

        var problems = new ProblemList();
        if (ResultValidator.Identified(record.Id) is null)
        {
            problems.Add("/id", ResultProblemCodes.Format, "编号为 1–40 个字符：A-Z、a-z、0-9、“.”、“_”、“-”");
        }

        if (record.Version is not >= 1)
        {
            problems.Add("/version", ResultProblemCodes.Format, "版本为不小于 1 的整数");
        }

        if (record.Area != area)
        {
            problems.Add("/area", ResultProblemCodes.AreaNotYours, $"行政区划应为 {area}");
        }

        Party(record.Party, problems);
        problems.Text("/documentNo", record.DocumentNo, 128);
        PartyRules.Department("/organ", record.Organ, problems);
        problems.Text("/enteredBy", record.EnteredBy, 50);
        Days(record, problems);
        ResultValidator.Exemption(record.Exemption, record.EnteredBy, problems);
        kind.Check(record, problems);
        return problems.All;
    }

    /// <summary>Whether it names, as its ground or in any text, what this system may not carry.</summary>
    internal static bool IsClassified<T>(RecordKind<T> kind, T record)
        where T : class, ICreditRecord =>
        ClassifiedScreen.IsClassified(record.Exemption?.Ground) || kind.Texts(record).Any(ClassifiedScreen.IsClassified);

    private static void Days(ICreditRecord record, ProblemList problems)
    {
        if (record.EnteredAt is not { } entered)
        {
            problems.Add("/enteredAt", ResultProblemCodes.Required, "缺少录入时间");
        }
        else if (record.DecidedOn > ChinaTime.DayOf(entered))
        {
            problems.Add("/decidedOn", ResultProblemCodes.Order, "决定日期不得晚于录入日期");
        }

        if (record.DecidedOn is null)
        {
            problems.Add("/decidedOn", ResultProblemCodes.Required, "缺少决定日期");
        }

        if (record.PublicUntil < record.DecidedOn)
        {
            problems.Add("/publicUntil", ResultProblemCodes.Order, "公示截止期不得早于决定日期");
        }
    }

    private static void Party(RecordParty? party, ProblemList problems)
    {
        if (party is null)
        {
            problems.Add("/party", ResultProblemCodes.Required, "缺少行政相对人");
            return;
        }

        problems.Text("/party/name", party.Name, 200);
        switch (party.Kind)
        {
            case null:
                problems.Add("/party/kind", ResultProblemCodes.Required, "应为 organisation、trader 或 person");
                break;
            case PartyKind.Person:
                Person(party, problems);
                break;
            case { } kind:
                Registered(kind, party, problems);
                break;
        }

        foreach (var (field, value) in new[]
        {
            ("regNo", party.RegNo), ("organisationCode", party.OrganisationCode), ("taxNo", party.TaxNo), ("institutionNo", party.InstitutionNo),
            ("socialNo", party.SocialNo),
        })
        {
            problems.OptionalText("/party/" + field, value, 50);
        }

        if (party.LegalPerson is { } legal)
        {
            problems.Text("/party/legalPerson/name", legal.Name, 50);
            if (legal.CredentialType is not null || legal.CredentialCode is not null)
            {
                Certificate("/party/legalPerson", legal.CredentialType, legal.CredentialCode, problems);
            }
        }
    }

    private static void Registered(PartyKind kind, RecordParty party, ProblemList problems)
    {
        if (problems.Text("/party/uscc", party.Uscc, 18))
        {
            if (!Uscc.IsValid(party.Uscc))
            {
                problems.Add("/party/uscc", ResultProblemCodes.CheckDigit, "统一社会信用代码校验不通过");
            }
            else if (party.Uscc?.StartsWith("92", StringComparison.Ordinal) != (kind == PartyKind.Trader))
            {
                problems.Add("/party/kind", ResultProblemCodes.Contradiction, "个体工商户的统一社会信用代码以 92 开头，其他单位不以 92 开头");
            }
        }

        if (party.CredentialType is not null || party.CredentialCode is not null)
        {
            problems.Add("/party/credentialCode", ResultProblemCodes.Contradiction, "只有自然人填写证件类型和号码");
        }
    }

    private static void Person(RecordParty party, ProblemList problems)
    {
        Certificate("/party", party.CredentialType, party.CredentialCode, problems);
        if (party.Uscc is not null)
        {
            problems.Add("/party/uscc", ResultProblemCodes.Contradiction, "自然人没有统一社会信用代码");
        }
    }

    private static void Certificate(string at, string? type, string? code, ProblemList problems)
    {
        var known = problems.OneOf(at + "/credentialType", type, Certificates);
        if (problems.Text(at + "/credentialCode", code, 50) && known && type == "111" && !IdNumber.IsValid(code))
        {
            problems.Add(at + "/credentialCode", ResultProblemCodes.CheckDigit, "身份证号码校验不通过");
        }
    }
}
