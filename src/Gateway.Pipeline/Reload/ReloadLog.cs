using Microsoft.Extensions.Logging;

namespace Gateway.Pipeline.Reload;

internal static partial class ReloadLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "配置变更 {Path}：{Old} → {New}（{Origin}；涉及 {Areas}）")]
    public static partial void Changed(ILogger log, string path, string old, string @new, string origin, string areas);

    [LoggerMessage(Level = LogLevel.Information, Message = "已采用新配置 {Version}，{Count} 处不同；进行中的读取与推送按原配置结束")]
    public static partial void Taken(ILogger log, string version, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "新配置未被采用，继续使用 {Version}。{Report}")]
    public static partial void Refused(ILogger log, string version, string report);

    [LoggerMessage(Level = LogLevel.Warning, Message = "配置文件暂时读不出（{Reason}），稍后再看")]
    public static partial void Unreadable(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The configuration could not be looked at; it is looked at again")]
    public static partial void Broke(ILogger log, Exception failure);
}
