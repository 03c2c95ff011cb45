using System.Globalization;
using Gateway.Pipeline.Alerts;
using Gateway.Pipeline.Runs;

namespace Gateway.Pipeline.Keys;

/// <summary>Certificates that end within thirty days: a new one takes weeks to come.</summary>
internal sealed class CertificateAlerts(CertificateStore store, TimeProvider clock) : IAlertSource
{
    public async Task<IReadOnlyList<AlertCondition>> ReadAsync(CancellationToken cancellationToken) =>
        Of(await store.ReadAsync(cancellationToken), clock.GetUtcNow());

    internal static IReadOnlyList<AlertCondition> Of(IReadOnlyList<CertificateLine> lines, DateTimeOffset now) =>
    [
        .. lines.Where(x => x.Facts.EndsSoon(now)).GroupBy(x => (x.Profile, x.Area)).Select(x => new AlertCondition(
            AlertKinds.CertificateEnds, x.Key.Profile, x.Key.Area, x.Count(), string.Join('；', x.Select(y => Words(y, now)).Take(3)))),
    ];

    internal static string Words(CertificateLine line, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"{line.Role} {line.Facts.Name} {(line.Facts.NotAfter <= now ? "已于" : "将于")} {ChinaTime.Of(line.Facts.NotAfter):yyyy-MM-dd} 到期");
}
