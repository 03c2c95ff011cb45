using System.ComponentModel.DataAnnotations;

namespace Gateway.Pipeline.Reload;

/// <summary><c>Gateway:Reload</c>.</summary>
public sealed class ReloadOptions
{
    public const string Section = "Gateway:Reload";

    /// <summary>How often the files are looked at. A change is read when two looks in a row see the same. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);
}
