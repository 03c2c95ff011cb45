using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.Configuration.Settings;
using Gateway.Contracts;

namespace Gateway.Adapters.Configuration.Counties;

/// <summary>A county file.</summary>
internal sealed class CountyOptions
{
    [Required, RegularExpression("[1-9][0-9]{5}", ErrorMessage = "应为六位行政区划代码（GB/T 2260），加引号")]
    public string Area { get; init; } = "";

    [Required, StringLength(40, MinimumLength = 2)]
    public string Name { get; init; } = "";

    [Required, AllowedValues("市", "县")]
    public string Level { get; init; } = "";

    [Required, RegularExpression("[0-9A-Za-z_-]{1,32}", ErrorMessage = "应为区域或部门代码，加引号")]
    public string CdSource { get; init; } = "";

    [Required]
    public DataSourceOptions? DataSource { get; init; }

    [Required, MinLength(1, ErrorMessage = "至少拉取一类数据")]
    public Dictionary<Feed, FeedOptions> Feeds { get; init; } = [];

    [Required]
    public List<string> Targets { get; init; } = [];

    [Required]
    public CompileOptions? Compile { get; init; }

    /// <summary>Per target, whether exempt results are shared with it; one that is not named follows its profile.</summary>
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

    [Required, Uscc]
    public string Uscc { get; init; } = "";
}

internal sealed class FeedOptions
{
    [Required]
    public string Profile { get; init; } = "";

    [Required, Cron]
    public string Cron { get; init; } = "";

    [Required, Cron]
    public string FullCron { get; init; } = "";

    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00", ErrorMessage = "应在 0 到 7 天之间")]
    public TimeSpan Overlap { get; init; } = TimeSpan.FromMinutes(10);

    [Range(0.0, 1.0)]
    public double ShrinkThreshold { get; init; } = 0.2;
}

internal sealed class CompileOptions
{
    [Required, Cron]
    public string Cron { get; init; } = "";
}
