using System.ComponentModel.DataAnnotations;

namespace Gateway.Adapters.ExchangeRest;

/// <summary>The behaviour query: one day and one table a call. Source: the manners of public client code; the parameters' names too.</summary>
public sealed class BehaviourOptions
{
    /// <summary>Service code.</summary>
    [Required]
    public string Service { get; init; } = "s_610000_behaviour";

    /// <summary>Parameter with the source's code.</summary>
    [Required]
    public string SourceParameter { get; init; } = "cd_source";

    /// <summary>Parameter with the day, <c>yyyy-MM-dd</c>.</summary>
    [Required]
    public string DayParameter { get; init; } = "submitted_date";

    /// <summary>Parameter with the table.</summary>
    [Required]
    public string TableParameter { get; init; } = "table_id";

    /// <summary>How many days a full read goes back. Default 30.</summary>
    [Range(1, 3660)]
    public int FullDays { get; init; } = 30;

    /// <summary>Per table (1 检查, 2 强制, 3 其他, 4 处罚), the name on the wire of every canonical field; a table that is not named is not asked for.</summary>
    public Dictionary<string, Dictionary<string, string>> Tables { get; init; } = BehaviourFields.Defaults();
}
