using System.ComponentModel.DataAnnotations;

namespace Gateway.Host.Composition;

/// <summary><c>ConnectionStrings</c>.</summary>
internal sealed class DatabaseOptions
{
    public const string Section = "ConnectionStrings";

    [Required(ErrorMessage = "缺少数据库连接：请设置 ConnectionStrings__Gateway（例如 Host=127.0.0.1;Username=gateway;Database=gateway）")]
    public string Gateway { get; set; } = "";
}
