namespace Gateway.Contracts;

/// <summary>A pulled feed: one kind of record of one area. Source: the plan, parts (五) and (六); the split is chosen.</summary>
public enum Feed
{
    /// <summary>监管事项目录清单.</summary>
    Matter,

    /// <summary>监管对象名录库.</summary>
    Subject,

    /// <summary>执法检查人员名录库.</summary>
    Inspector,

    /// <summary>专家名录库.</summary>
    Expert,

    /// <summary>企业信用风险分类结果.</summary>
    CreditGrade,

    /// <summary>综合监管工作计划 already in the platform.</summary>
    Plan,

    /// <summary>“双随机、一公开” 抽查任务.</summary>
    Task,

    /// <summary>监管行为 that the platform holds: 检查, 强制, 处罚 and others, a day at a time.</summary>
    Behaviour,

    /// <summary>问题线索 of the 12345 hotline and other sources.</summary>
    Lead,
}

/// <summary>The stable names of feeds on the wire, in the database, in metrics and on the command line.</summary>
public static class FeedNames
{
    /// <summary>All feeds in the order in which an area is pulled.</summary>
    public static IReadOnlyList<Feed> All { get; } = Enum.GetValues<Feed>();

    /// <summary>The snake_case name, for example <c>credit_grade</c>.</summary>
    public static string Wire(this Feed feed) => feed switch
    {
        Feed.Matter => "matter",
        Feed.Subject => "subject",
        Feed.Inspector => "inspector",
        Feed.Expert => "expert",
        Feed.CreditGrade => "credit_grade",
        Feed.Plan => "plan",
        Feed.Task => "task",
        Feed.Behaviour => "behaviour",
        Feed.Lead => "lead",
    };

    /// <summary>What an operator reads.</summary>
    public static string Chinese(this Feed feed) => feed switch
    {
        Feed.Matter => "监管事项",
        Feed.Subject => "监管对象",
        Feed.Inspector => "执法检查人员",
        Feed.Expert => "专家",
        Feed.CreditGrade => "信用风险等级",
        Feed.Plan => "工作计划",
        Feed.Task => "抽查任务",
        Feed.Behaviour => "监管行为",
        Feed.Lead => "问题线索",
    };

    /// <summary>Reads a wire name; <see langword="null"/> when it names no feed.</summary>
    public static Feed? Parse(string name)
    {
        foreach (var feed in All)
        {
            if (feed.Wire() == name)
            {
                return feed;
            }
        }

        return null;
    }
}
