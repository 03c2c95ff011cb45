namespace Gateway.Host.Cli;

/// <summary>Why something is not sent to a target, as an operator reads it; a code of a newer version is shown as it is.</summary>
internal static class NotRoutedWords
{
    public static string Of(IReadOnlyDictionary<string, long> reasons) => string.Join("、", reasons.Select(x => $"{Of(x.Key)} {x.Value}"));

    private static string Of(string code) => code switch
    {
        "exempt" => "不予公示",
        "exempt_not_shared" => "不予公示且不共享",
        "natural_person" => "自然人",
        "no_uscc" => "无统一社会信用代码",
        "subject_kind" => "不接收该类对象",
        "uscc_prefix" => "不接收该类代码",
        "taken_back" => "发送前撤回",
        "withdrawn_by_county" => "发送前撤回",
        "superseded" => "被新版本取代",
        "repaired" => "信用修复",
        "minor_not_published" => "轻微不公示",
        "publication_ended" => "公示期满",
        "basis_no_article" => "依据缺条款",
        "lead_pending" => "牵头单位待定",
        "" => "其他",
        _ => code,
    };
}
