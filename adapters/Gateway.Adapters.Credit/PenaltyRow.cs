using Gateway.Adapters.Configuration;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.CreditRecords;

namespace Gateway.Adapters.Credit;

/// <summary>The 行政处罚 row (CF_*). Source: domain facts 2.1. A withdrawal is the same row with another <c>publicstatus</c>.</summary>
internal sealed class PenaltyRow(AdapterContext context, CreditOptions options)
{
    public static IReadOnlyList<string> Columns { get; } =
    [
        "id", "CF_XDR_MC", "CF_XDR_LB", "CF_XDR_SHXYM", "CF_XDR_GSZC", "CF_XDR_ZZJG", "CF_XDR_SWDJ", "CF_XDR_SYDW", "CF_XDR_SHZZ", "CF_FRDB",
        "CF_FR_ZJLX", "CF_FR_ZJHM", "CF_XDR_ZJLX", "CF_XDR_ZJHM", "CF_WSH", "CF_WFXW", "CF_SY", "CF_YJ", "CF_CFLB", "CF_NR", "CF_NR_FK",
        "CF_NR_WFFF", "CF_NR_ZKDX", "CF_JDRQ", "CF_YXQ", "CF_GSJZQ", "CF_CFJG", "CF_CFJGDM", "CF_SJLY", "CF_SJLYDM", "BZ", "publicstatus",
    ];

    public CreditBook Book { get; } = new(
        CreditPenaltySink.Name, "penalty", options.Paths.Penalty, [.. new[] { "id", "CF_XDR_SHXYM", "CF_WSH", "CF_JDRQ", "CF_NR" }.Select(column => options.PenaltyColumns[column])],
        options.PenaltyColumns["publicstatus"], options.PenaltyColumns["CF_JDRQ"]);

    public static Dictionary<string, string> Defaults() => Columns.ToDictionary(name => name, name => name, StringComparer.Ordinal);

    /// <summary>处罚种类 (domain facts 2.3).</summary>
    public static Dictionary<string, string> DefaultCategories() => new(StringComparer.Ordinal)
    {
        ["01"] = "警告", ["02"] = "罚款", ["03"] = "没收违法所得", ["04"] = "责令停产停业", ["05"] = "吊销许可证", ["06"] = "行政拘留", ["07"] = "其他",
        ["08"] = "通报批评", ["09"] = "没收非法财物", ["10"] = "降低资质等级", ["11"] = "暂扣许可证", ["12"] = "限制开展经营活动", ["13"] = "限制从业",
        ["14"] = "责令关闭",
    };

    public Mapping Map(RecordCopy<Penalty> copy)
    {
        var penalty = copy.Record;
        var categories = penalty.Categories!.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (categories.Where(code => !options.PenaltyCategories.ContainsKey(code)).ToList() is { Count: > 0 } missing)
        {
            return new Mapping.Unmappable("no_code", $"处罚种类 {string.Join('、', missing)} 没有对应的处罚类别");
        }

        var (id, party, organ) = (RecordId.Of(penalty), penalty.Party!, penalty.Organ!);
        string[] values =
        [
            id,
            .. CreditRow.Party(party, options.RecordParties),
            penalty.DocumentNo!,
            penalty.ViolationType!,
            penalty.Facts!,
            penalty.Basis!,
            string.Join(options.TextSeparator, categories.Select(code => options.PenaltyCategories[code])),
            penalty.Content!,
            CreditRow.TenThousands(penalty.Fine),
            CreditRow.TenThousands(penalty.Confiscated),
            penalty.SuspendedLicence ?? "",
            WireText.SlashedDate(penalty.DecidedOn!.Value),
            CreditRow.Term(penalty.ValidUntil, options.LongTerm),
            CreditRow.Term(copy.PublicUntil, options.LongTerm),
            organ.Name!,
            organ.Code!,
            context.DataSourceName,
            context.DataSourceUscc,
            penalty.Remark ?? "",
            options.StatusOf(copy.Operation, copy.Erase),
        ];
        return new Mapping.Mapped([CreditRow.Of(id, Columns, options.PenaltyColumns, values)]);
    }
}
