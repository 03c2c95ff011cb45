using Gateway.Adapters.Identifiers;
using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.CreditRecords;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Results;
using Gateway.Pipeline.Runs;

namespace Gateway.Pipeline.CreditRepairs;

/// <summary>Judges a credit repair by the intake contract: all its problems at once. Pure.</summary>
public static class RepairRules
{
    private static readonly string[] Kinds = [DeliveryKinds.Penalty, DeliveryKinds.Licence, DeliveryKinds.Result];

    /// <param name="repair">As parsed.</param>
    /// <param name="area">The area of the caller's key.</param>
    public static IReadOnlyList<ResultProblem> Check(CreditRepair repair, string area)
    {
        if (IsClassified(repair))
        {
            return [ClassifiedScreen.Refusal];
        }

        var problems = new ProblemList();
        if (ResultValidator.Identified(repair.Id) is null)
        {
            problems.Add("/id", ResultProblemCodes.Format, "编号为 1–40 个字符：A-Z、a-z、0-9、“.”、“_”、“-”");
        }

        if (repair.Area != area)
        {
            problems.Add("/area", ResultProblemCodes.AreaNotYours, $"行政区划应为 {area}");
        }

        if (repair.PartyCode is { } code && !Uscc.IsValid(code) && !IdNumber.IsValid(code) && code.Length is 0 or > 50)
        {
            problems.Add("/partyCode", ResultProblemCodes.Format, "应为统一社会信用代码或证件号码");
        }

        Records(repair, problems);
        problems.OpenText("/decisionNo", repair.DecisionNo, 100);
        problems.OpenText("/basis", repair.Basis, 200);
        PartyRules.Department("/organ", repair.Organ, problems);
        if (repair.PublicStatus is not (1 or 2))
        {
            problems.Add("/publicStatus", ResultProblemCodes.UnknownCode, "应为 1（撤销）或 2（删除）");
        }

        problems.Text("/enteredBy", repair.EnteredBy, 50);
        if (repair.DecidedOn is null)
        {
            problems.Add("/decidedOn", ResultProblemCodes.Required, "缺少修复决定日期");
        }

        if (repair.EnteredAt is not { } entered)
        {
            problems.Add("/enteredAt", ResultProblemCodes.Required, "缺少录入时间");
        }
        else if (repair.DecidedOn > ChinaTime.DayOf(entered))
        {
            problems.Add("/decidedOn", ResultProblemCodes.Order, "修复决定日期不得晚于录入日期");
        }

        return problems.All;
    }

    /// <summary>What stands against repairing a known record.</summary>
    /// <param name="at">Its place in the decision, as a JSON pointer.</param>
    /// <param name="record">What is stored of it.</param>
    /// <param name="party">Keyed hash of the party that the decision names, if it names one.</param>
    internal static ResultProblem? Obstacle(string at, RecordFacts record, byte[]? party, DateOnly decidedOn, PublicationTerms terms)
    {
        if (party is not null && !record.PartyHash.AsSpan().SequenceEqual(party))
        {
            return new ResultProblem(at, ResultProblemCodes.Contradiction, $"{record.Id} 的行政相对人不是修复决定所列的主体");
        }

        return terms.RepairableFrom(record.Severity, record.DecidedOn) is var from && decidedOn < from
            ? new ResultProblem(at, ResultProblemCodes.Order, $"{record.Id} 的最短公示期未满：{from:yyyy-MM-dd} 起方可修复")
            : null;
    }

    internal static bool IsClassified(CreditRepair repair) =>
        ClassifiedScreen.IsClassified(repair.DecisionNo) || ClassifiedScreen.IsClassified(repair.Basis);

    private static void Records(CreditRepair repair, ProblemList problems)
    {
        var count = repair.Records?.Count ?? 0;
        if (count == 0)
        {
            problems.Add("/records", ResultProblemCodes.Required, "至少一条被修复的记录");
        }

        if (problems.TooMany("/records", count))
        {
            return;
        }

        for (var i = 0; i < count; i++)
        {
            var at = JsonPointer.Item("records", i);
            if (repair.Records?[i] is { } record)
            {
                Record(at, record, repair.PartyCode, problems);
            }
            else
            {
                problems.Add(at, ResultProblemCodes.Required, "缺少记录");
            }
        }

        if (repair.Records?.Distinct().Count() < count)
        {
            problems.Add("/records", ResultProblemCodes.Contradiction, "同一记录重复列出");
        }
    }

    private static void Record(string at, RepairedRecord record, string? partyCode, ProblemList problems)
    {
        problems.OneOf(at + "/kind", record.Kind, Kinds);
        switch (record)
        {
            case { Id: null, DocumentNo: null } or { Id: not null, DocumentNo: not null }:
                problems.Add(at, ResultProblemCodes.Contradiction, "应填写 id 或 documentNo 之一");
                break;
            case { Id: { } id } when ResultValidator.Identified(id) is null:
                problems.Add(at + "/id", ResultProblemCodes.Format, "编号为 1–40 个字符：A-Z、a-z、0-9、“.”、“_”、“-”");
                break;
            case { DocumentNo: not null, Kind: DeliveryKinds.Result }:
                problems.Add(at + "/documentNo", ResultProblemCodes.Contradiction, "检查结果没有决定书文号，应填写 id");
                break;
            case { DocumentNo: { } number }:
                problems.OpenText(at + "/documentNo", number, 128);
                if (string.IsNullOrEmpty(partyCode))
                {
                    problems.Add("/partyCode", ResultProblemCodes.Required, "以文号指明记录时应填写主体的代码");
                }

                break;
        }
    }
}
