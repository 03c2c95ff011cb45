using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.Configuration.Settings;
using Gateway.Contracts;

namespace Gateway.Adapters.Configuration.Counties;

/// <summary>A county file.</summary>
internal sealed class CountyOptions
{
    [Description("六位行政区划代码（GB/T 2260），加引号，与文件名一致")]
    [Required, RegularExpression("[1-9][0-9]{5}", ErrorMessage = "应为六位行政区划代码（GB/T 2260），加引号")]
    public string Area { get; init; } = "";

    [Required, StringLength(40, MinimumLength = 2)]
    public string Name { get; init; } = "";

    [Description("监管层级：市 或 县")]
    [Required, AllowedValues("市", "县")]
    public string Level { get; init; } = "";

    [Description("cd_source：区域或部门代码，加引号")]
    [Required, RegularExpression("[0-9A-Za-z_-]{1,32}", ErrorMessage = "应为区域或部门代码，加引号")]
    public string CdSource { get; init; } = "";

    [Description("数据来源单位")]
    [Required]
    public DataSourceOptions? DataSource { get; init; }

    [Description("拉取哪些数据、何时、经哪个平台档案")]
    [Required, MinLength(1, ErrorMessage = "至少拉取一类数据")]
    public Dictionary<Feed, FeedOptions> Feeds { get; init; } = [];

    [Description("推送目标")]
    [Required]
    public List<string> Targets { get; init; } = [];

    [Description("何时编制清单")]
    [Required]
    public CompileOptions? Compile { get; init; }

    /// <summary>Per target, whether exempt results are shared with it; one that is not named follows its profile.</summary>
    [Description("按目标：是否按规则共享不予公示的结果（公示类目标永不）")]
    public Dictionary<string, bool> ExemptByRule { get; init; } = [];

    /// <summary>What differs from the profiles; read by the profiles' own classes.</summary>
    public Dictionary<string, SettingNode> Profiles { get; init; } = [];

    [Secret]
    public string? ApiKey { get; init; }

    /// <summary>The key before it, valid beside it until it is taken out.</summary>
    [Secret]
    public string? PreviousApiKey { get; init; }
}

/// <summary>数据来源单位, as the credit platform prints it.</summary>
internal sealed class DataSourceOptions
{
    [Required, StringLength(200, MinimumLength = 2)]
    public string Name { get; init; } = "";

    [Description("统一社会信用代码")]
    [Required, Uscc]
    public string Uscc { get; init; } = "";
}

internal sealed class FeedOptions
{
    [Description("平台档案的名称")]
    [Required]
    public string Profile { get; init; } = "";

    [Required, Cron]
    public string Cron { get; init; } = "";

    [Description("全量读取：五段 cron（分 时 日 月 周），Asia/Shanghai")]
    [Required, Cron]
    public string FullCron { get; init; } = "";

    [Description("增量读取的回看时长，默认 10m")]
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00", ErrorMessage = "应在 0 到 7 天之间")]
    public TimeSpan Overlap { get; init; } = TimeSpan.FromMinutes(10);

    [Description("一次全量最多可因缺席删除的比例（0–1），超过则暂停等人确认")]
    [Range(0.0, 1.0)]
    public double ShrinkThreshold { get; init; } = 0.2;
}

internal sealed class CompileOptions
{
    [Required, Cron]
    public string Cron { get; init; } = "";
}
