using Gateway.Adapters.Configuration;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.Results;

namespace Gateway.Adapters.Credit;

/// <summary>
/// The 检查 row of a result. Source: the table “Result → target”, target 3; names chosen after the 双公示 layout (domain facts 2.1). A
/// withdrawal is the same row with another <c>publicstatus</c>.
/// </summary>
internal sealed class CheckRow(AdapterContext context, CreditOptions options)
{
    public static IReadOnlyList<string> Columns { get; } =
    [
        "id", "JC_XDR_MC", "JC_XDR_LB", "JC_XDR_SHXYM", "JC_SX", "JC_JG", "JC_RQ", "JC_JGMC", "JC_JGDM", "SJLY", "SJLYDM", "publicstatus",
    ];

    public CreditBook Book { get; } = new(
        CreditProfile.ProfileName, "check", options.Paths.Check, [.. new[] { "id", "JC_XDR_SHXYM", "JC_JGDM", "JC_RQ", "JC_JG" }.Select(column => options.Columns[column])],
        options.Columns["publicstatus"], options.Columns["JC_RQ"]);

    public static Dictionary<string, string> Defaults() => Columns.ToDictionary(name => name, name => name, StringComparer.Ordinal);

    public Mapping Map(Shareable shareable)
    {
        var result = shareable.Result;
        var (id, subject, lead) = (RecordId.Of(result), result.Subject!, result.LeadDept!);
        string[] values =
        [
            id,
            subject.Name!,
            options.PartyKinds.GetValueOrDefault(subject.Kind!, options.DefaultPartyKind),
            subject.CredentialCode!,
            result.ActionName!,
            string.Join(options.TextSeparator, result.Results!.Distinct().Order().Select(code => code.Chinese())),
            WireText.SlashedDate(result.CheckedOn!.Value),
            lead.Name!,
            lead.Code!,
            context.DataSourceName,
            context.DataSourceUscc,
            options.StatusOf(shareable.Operation, shareable.Erase),
        ];
        return new Mapping.Mapped([CreditRow.Of(id, Columns, options.Columns, values)]);
    }
}
