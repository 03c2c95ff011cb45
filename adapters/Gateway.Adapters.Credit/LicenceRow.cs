using Gateway.Adapters.Configuration;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.CreditRecords;

namespace Gateway.Adapters.Credit;

/// <summary>The 行政许可 row (XK_*). Source: domain facts 2.2. A withdrawal is the same row with another <c>publicstatus</c>.</summary>
internal sealed class LicenceRow(AdapterContext context, CreditOptions options)
{
    public static IReadOnlyList<string> Columns { get; } =
    [
        "id", "XK_XDR_MC", "XK_XDR_LB", "XK_XDR_SHXYM", "XK_XDR_GSZC", "XK_XDR_ZZJG", "XK_XDR_SWDJ", "XK_XDR_SYDW", "XK_XDR_SHZZ", "XK_FRDB",
        "XK_FR_ZJLX", "XK_FR_ZJHM", "XK_XDR_ZJLX", "XK_XDR_ZJHM", "XK_XKWS", "XK_WSH", "XK_XKLB", "XK_XKZS", "XK_XKBH", "XK_NR", "XK_JDRQ",
        "XK_YXQZ", "XK_YXQZI", "XK_XKJG", "XK_XKJGDM", "XK_ZT", "XK_LYDW", "XK_LYDWDM", "publicstatus",
    ];

    public CreditBook Book { get; } = new(
        CreditLicenceSink.Name, "licence", options.Paths.Licence, [.. new[] { "id", "XK_XDR_SHXYM", "XK_WSH", "XK_JDRQ", "XK_NR" }.Select(column => options.LicenceColumns[column])],
        options.LicenceColumns["publicstatus"], options.LicenceColumns["XK_JDRQ"]);

    public static Dictionary<string, string> Defaults() => Columns.ToDictionary(name => name, name => name, StringComparer.Ordinal);

    public Mapping Map(RecordCopy<Licence> copy)
    {
        var licence = copy.Record;
        var (id, party, organ) = (RecordId.Of(licence), licence.Party!, licence.Organ!);
        string[] values =
        [
            id,
            .. CreditRow.Party(party, options.RecordParties),
            licence.DocumentName!,
            licence.DocumentNo!,
            licence.Category!,
            licence.CertificateName ?? "",
            licence.CertificateNo ?? "",
            licence.Content!,
            WireText.SlashedDate(licence.DecidedOn!.Value),
            WireText.SlashedDate(licence.ValidFrom!.Value),
            CreditRow.Term(licence.ValidUntil, options.LongTerm),
            organ.Name!,
            organ.Code!,
            licence.InForce == false ? options.LicenceNotInForce : options.LicenceInForce,
            context.DataSourceName,
            context.DataSourceUscc,
            options.StatusOf(copy.Operation, copy.Erase),
        ];
        return new Mapping.Mapped([CreditRow.Of(id, Columns, options.LicenceColumns, values)]);
    }
}
