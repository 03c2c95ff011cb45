using Microsoft.Extensions.Options;

namespace Gateway.Pipeline.Messaging;

/// <summary>For which areas a sender may hand in: its own name's, or those listed for it. The broker vouches for the name.</summary>
internal sealed class SenderAreas(IOptions<BusOptions> options)
{
    private readonly Dictionary<string, string[]> _listed = options.Value.Users.ToDictionary(
        x => x.Key, x => x.Value.Split([',', '，', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>Why not, in Chinese; <see langword="null"/> when it may.</summary>
    public string? Refuse(string? user, string? area) => user switch
    {
        null or "" => "缺少 user-id 属性：发布时须写明本连接的用户名",
        _ when _listed.TryGetValue(user, out var areas) => areas.Contains(area) ? null : $"用户 {user} 无权提交地区 {area} 的结果",
        _ => user == area ? null : $"user-id {user} 与 area {area} 不一致",
    };
}
