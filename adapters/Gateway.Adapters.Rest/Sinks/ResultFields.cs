using System.Globalization;
using Gateway.Adapters.CodeMaps;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.Results;

namespace Gateway.Adapters.Rest.Sinks;

/// <summary>The fields of a result by the names that a target's columns may take them by. Empty text where there is none.</summary>
internal sealed class ResultFields(AdapterContext context, RestTargetOptions options)
{
    private readonly ResultCodeMap _codes = new(options.ResultCodes);

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "id", "version", "operation", "area", "batchNo", "formedAt", "planCode", "taskCode", "taskName", "checklistItemCode", "actionName",
        "matterCodes", "subjectKind", "subjectName", "subjectCredentialType", "subjectCode", "regNo", "addressRegistered", "addressOperating",
        "partyName", "partyNature", "partyCredentialType", "partyCode", "leadDeptCode", "leadDeptName", "joinDeptCodes", "joinDeptNames",
        "method", "form", "checkType", "spotCheck", "startedOn", "checkedOn", "results", "resultTexts", "details", "inspectorNames",
        "inspectorLawNos", "disposal", "enteredBy", "enteredAt", "cdSource", "dataSourceName", "dataSourceUscc", "reason", "basis",
    ];

    /// <summary>The values of a result, in the order of <see cref="Names"/>; or why it has none.</summary>
    public (string[]? Values, Mapping? Not) Of(Shareable shareable, BatchStamp stamp)
    {
        var (result, facts) = (shareable.Result, shareable.Facts);
        var (codes, missing) = _codes.Map(result.Results ?? []);
        if (missing.Count > 0 && shareable.Operation != DeliveryOperation.Withdraw)
        {
            return (null, NoCode.For(missing));
        }

        var (subject, lead, party) = (result.Subject!, result.LeadDept!, result.Party);
        return (
        [
            RecordId.Of(result), Text(result.Version), WireText.Operation(shareable.Operation), result.Area ?? "", stamp.BatchNo,
            WireText.Time(stamp.FormedAt), result.PlanCode ?? "", result.TaskCode ?? "", result.TaskName ?? "", result.ChecklistItemCode ?? "",
            result.ActionName ?? "", Joined((result.Matters ?? []).Select(matter => matter.Code)), subject.Kind ?? "", subject.Name ?? "",
            subject.CredentialType ?? "", subject.CredentialCode ?? "", subject.RegNo ?? facts.RegNo ?? "",
            subject.Address ?? facts.AddressRegistered ?? "", subject.Address ?? facts.AddressOperating ?? "",
            party?.Name ?? subject.Name ?? "", party?.Nature ?? "", party?.CredentialType ?? subject.CredentialType ?? "",
            party?.CredentialCode ?? subject.CredentialCode ?? "", lead.Code ?? "", lead.Name ?? "",
            Joined((result.JoinDepts ?? []).Select(dept => dept.Code)), Joined((result.JoinDepts ?? []).Select(dept => dept.Name)),
            result.Method ?? "", result.Form ?? "", result.CheckType ?? "", result.SpotCheck == true ? "1" : "2", Day(result.StartedOn),
            Day(result.CheckedOn), Joined(codes.Select(code => code.Target)),
            string.Join(options.TextSeparator, (result.Results ?? []).Distinct().Order().Select(code => code.Chinese())), result.Details ?? "",
            Joined((result.Inspectors ?? []).Select(inspector => inspector.Name)),
            Joined((result.Inspectors ?? []).Select(inspector => inspector.LawNo)), DisposalOf(result.Disposal), result.EnteredBy ?? "",
            result.EnteredAt is { } at ? WireText.Instant(at) : "", context.CdSource, context.DataSourceName, context.DataSourceUscc,
            shareable.Reason ?? "", shareable.Basis ?? shareable.Reason ?? "",
        ], null);
    }

    private string Joined(IEnumerable<string?> values) => string.Join(options.ListSeparator, values);

    private string DisposalOf(Disposal? disposal)
    {
        var name = disposal switch
        {
            Disposal.None => "none",
            Disposal.CorrectionOrdered => "correctionOrdered",
            Disposal.CaseFiled => "caseFiled",
            Disposal.Transferred => "transferred",
            Disposal.Judicial => "judicial",
            null => "",
        };
        return options.Disposals.GetValueOrDefault(name, name);
    }

    private static string Day(DateOnly? day) => day is { } known ? WireText.Date(known) : "";

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
