using Gateway.Pipeline.Alerts;

namespace Gateway.Pipeline.Reload;

/// <summary>A process that does not take what its files hold is told of: it works on with an older configuration.</summary>
internal sealed class ReloadAlerts(ReloadStore store) : IAlertSource
{
    public async Task<IReadOnlyList<AlertCondition>> ReadAsync(CancellationToken cancellationToken)
    {
        var refusing = (await store.ReadersAsync(cancellationToken)).Where(x => x.Problems.Count > 0).ToList();
        return refusing is [var first, ..]
            ? [new AlertCondition(
                AlertKinds.AdaptersRefused, "", "", first.Problems.Count,
                $"配置文件有 {first.Problems.Count} 处问题，未被采用，仍按原配置运行（{refusing.Count} 个进程）；见 /adapters")]
            : [];
    }
}
