using System.Globalization;
using Gateway.Adapters.CodeMaps;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.Results;

namespace Gateway.Adapters.Inspection;

/// <summary>
/// Makes the 检查 rows of a result, one a matter. Source: the table “Result → target” of the default profiles (targets 1, 5 and 7).
/// </summary>
/// <param name="cdSource"><c>cd_source</c> of the county file.</param>
/// <param name="checkResults">Canonical codes to <c>check_result</c>.</param>
/// <param name="precedence">Where codes give several check results, the first of these wins.</param>
/// <param name="areaCode">The area's code as the target knows it, where that is another than the result's own.</param>
public sealed class InspectionRowMaker(string cdSource, ResultCodeMap checkResults, IReadOnlyList<string> precedence, string? areaCode = null)
{
    /// <summary>The rows of a result, or why there are none.</summary>
    public InspectionRows Make(Shareable shareable, BatchStamp stamp)
    {
        var plan = RowPlan.Of(shareable);
        List<InspectionRow> rows = [];
        foreach (var row in plan)
        {
            if (CheckResultOf(row.Content, out var checkResult) is { } unmappable)
            {
                return new InspectionRows.Not(unmappable);
            }

            if (ImplementCodeOf(row, shareable, out var implementCode) is { } waiting)
            {
                return new InspectionRows.Not(waiting);
            }

            rows.Add(Row(row, shareable, stamp, implementCode, checkResult));
        }

        return new InspectionRows.Made(rows);
    }

    private InspectionRow Row(PlannedRow row, Shareable shareable, BatchStamp stamp, string implementCode, string checkResult)
    {
        var (result, facts) = (row.Content, shareable.Facts);
        var record = RecordId.Of(result);
        var identity = $"{record}-{row.Place:00}";
        var (subject, lead) = (result.Subject!, result.LeadDept!);
        var party = PartyOf(result);
        string[] values =
        [
            identity,
            row.Matter.Code!,
            implementCode,
            result.ActionName!,
            record,
            lead.Name!,
            lead.Code!,
            "",
            "",
            subject.Name!,
            party.Name!,
            party.Nature!,
            party.CredentialType!,
            party.CredentialCode!,
            subject.Address ?? facts.AddressRegistered ?? "",
            subject.Address ?? facts.AddressOperating ?? "",
            areaCode ?? result.Area!,
            result.Form!,
            result.CheckType!,
            result.Method!,
            checkResult,
            WireText.Date(result.CheckedOn!.Value),
            string.Join(',', result.Inspectors!.Select(inspector => inspector.Name)),
            string.Join(',', result.Inspectors!.Select(inspector => inspector.LawNo)),
            WireText.Instant(result.EnteredAt!.Value),
            result.EnteredBy!,
            result.PlanCode ?? "",
            "",
            string.Create(CultureInfo.InvariantCulture, $"{identity}-{shareable.Result.Version}"),
            WireText.Time(stamp.FormedAt),
            cdSource,
            stamp.BatchNo,
            row.Operation,
        ];
        return new InspectionRow(identity, [.. InspectionColumns.All.Zip(values, KeyValuePair.Create)]);
    }

    private static ResultParty PartyOf(InspectionResult result)
    {
        if (result.Party is { } party)
        {
            return party;
        }

        var subject = result.Subject!;
        var nature = subject switch
        {
            { CredentialType: "111" } => "1",
            { Kind: "03" } => "3",
            _ => "2",
        };
        return new ResultParty(subject.Name, nature, subject.CredentialType, subject.CredentialCode);
    }

    private Mapping.Unmappable? CheckResultOf(InspectionResult result, out string checkResult)
    {
        var (codes, missing) = checkResults.Map(result.Results!);
        checkResult = precedence.FirstOrDefault(wanted => codes.Any(code => code.Target == wanted)) ?? "";
        if (missing.Count > 0)
        {
            return NoCode.For(missing);
        }

        return checkResult.Length == 0 ? new Mapping.Unmappable("no_check_result", "检查结果代码没有对应的 check_result") : null;
    }

    private static Mapping.WaitsForCatalogue? ImplementCodeOf(PlannedRow row, Shareable shareable, out string code)
    {
        code = row.Matter.ImplementCode ?? "";
        if (code.Length > 0)
        {
            return null;
        }

        var known = shareable.Facts.ImplementCodes.GetValueOrDefault(row.Matter.Code!)?.Distinct(StringComparer.Ordinal).ToList() ?? [];
        if (known.Count == 1)
        {
            code = known[0];
            return null;
        }

        return new Mapping.WaitsForCatalogue(known.Count == 0
            ? $"等待目录：目录中没有事项 {row.Matter.Code} 的检查实施清单编码"
            : $"等待目录：事项 {row.Matter.Code} 在目录中有 {known.Count} 个检查实施清单编码，无法确定");
    }
}
