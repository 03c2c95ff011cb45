namespace Gateway.Pipeline.Reconcile;

/// <summary>How a platform's ledger can differ from our books: names stored in the database.</summary>
public static class FindingKinds
{
    public const string MissingThere = "missing_there";
    public const string UnknownHere = "unknown_here";
    public const string OtherContent = "other_content";
    public const string ShouldBeWithdrawn = "should_be_withdrawn";
    public const string ShouldBePublished = "should_be_published";

    public static IReadOnlyList<string> All { get; } = [MissingThere, UnknownHere, OtherContent, ShouldBeWithdrawn, ShouldBePublished];

    public static string Label(string kind) => kind switch
    {
        MissingThere => "平台缺失",
        UnknownHere => "本网关无记录",
        OtherContent => "内容不一致",
        ShouldBeWithdrawn => "应撤未撤",
        ShouldBePublished => "平台已撤",
        _ => kind,
    };
}

/// <summary>What is done about a finding: names stored in the database.</summary>
public static class RepairKinds
{
    public const string Resend = "resend";
    public const string Correct = "correct";
    public const string Withdraw = "withdraw";
    public const string Person = "person";

    /// <summary>What is or would be done, for an operator.</summary>
    public static string Label(string repair, string state) => (repair, state) switch
    {
        (Person, _) => "需人工处理",
        (_, "skipped") => "未修复",
        (Resend, "queued") => "已排队补推",
        (Correct, "queued") => "已排队更正",
        (Withdraw, "queued") => "已排队撤回",
        (Resend, _) => "可补推",
        (Correct, _) => "可更正",
        (Withdraw, _) => "可撤回",
        _ => repair,
    };
}
