using Gateway.Adapters.Identifiers;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Documents;

namespace Gateway.Pipeline.Story;

/// <summary>How an auditor reads the gateway's own names; one of a newer version is shown as it is.</summary>
internal static class StoryWords
{
    public static string Source(string source) => source switch
    {
        "rest" => "接口",
        "bus" => "消息总线",
        _ => source,
    };

    public static string Day(DocumentTable table) => table == DocumentTable.Result ? "检查日期" : "决定日期";

    public static string Organ(DocumentTable table) => table == DocumentTable.Result ? "牵头部门" : "决定机关";

    public static string Operation(string letter) => letter switch
    {
        "i" => "报送",
        "u" => "更正",
        "d" => "撤回",
        _ => letter,
    };

    public static string State(string state) => state switch
    {
        DeliveryStates.Queued => "待推送",
        DeliveryStates.Sent => "已送出，等待结论",
        DeliveryStates.Accepted => "平台已接收",
        DeliveryStates.Published => "平台已公示",
        DeliveryStates.Rejected => "平台退回",
        DeliveryStates.Withdrawn => "已从平台撤回",
        DeliveryStates.Parked => "停放，待人工处理",
        DeliveryStates.NotRouted => "不推送",
        _ => state,
    };

    public static string Step(string step) => step switch
    {
        AttemptRecord.Push => "推送尝试",
        AttemptRecord.Probe => "向平台核对",
        AttemptRecord.Receipt => "查询回执",
        _ => step,
    };

    public static string Outcome(string outcome) => outcome switch
    {
        "answered" => "平台逐条答复",
        "received" => "平台已收下",
        "refused" => "平台整批拒收",
        "not_known" => "平台没有该批次",
        "transient" => "暂时失败",
        "permanent" => "失败，不再重试",
        "unexpected" => "意外错误",
        _ => outcome,
    };

    public static string Next(string? next) => next switch
    {
        nameof(BatchNext.Done) => "得出结论",
        nameof(BatchNext.AwaitReceipt) => "等待回执",
        nameof(BatchNext.Again) => "以相同内容重发",
        nameof(BatchNext.Parked) => "停放，待人工处理",
        nameof(BatchNext.Split) => "拆成两批重新推送",
        nameof(BatchNext.Reform) => "有记录已决定撤回，其余重新组批",
        _ => next ?? "不明",
    };

    /// <summary>A code and the words to it, masked: they may quote what they refuse.</summary>
    public static string Reason(string? code, string? words) => (code, Masking.PeerWords(words)) switch
    {
        (null, "") => "",
        (null, var said) => $"，{said}",
        (_, "") => $"，代码 {Masking.PeerWords(code)}",
        (_, var said) => $"，代码 {Masking.PeerWords(code)}：{said}",
    };

    /// <summary>What an entry about the result itself says, name by name, masked.</summary>
    public static string Detail(StoryEntry entry) => string.Join(
        "，", entry.Values().Select(x => $"{Name(x.Name)}：{Masking.PeerWords(x.Value)}"));

    private static string Name(string name) => name switch
    {
        "reason" => "原因",
        "basis" => "依据",
        "exemption" => "审批编号",
        "ground" => "不予公示事由",
        "approvalNo" => "审批文号",
        "approvedBy" => "审批人",
        "approvedOn" => "审批日期",
        "enteredBy" => "登记人",
        "expiresOn" => "截止日期",
        "lastDay" => "公示截止日",
        "revokedBy" => "撤销人",
        _ => name,
    };
}
