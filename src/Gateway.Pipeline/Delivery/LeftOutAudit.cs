using System.Globalization;
using System.Text;
using Gateway.Pipeline.Audit;

namespace Gateway.Pipeline.Delivery;

/// <summary>The audit entry of what was claimed and then not sent, with its reason: one a claim.</summary>
internal static class LeftOutAudit
{
    public static IEnumerable<AuditEvent> Entries(QueueGroup group, List<BatchPacking.LeftOut> leftOut)
    {
        if (leftOut.Count == 0)
        {
            yield break;
        }

        var detail = new StringBuilder("{\"target\":\"").Append(group.Target).Append("\",\"leftOut\":[");
        for (var i = 0; i < leftOut.Count; i++)
        {
            var one = leftOut[i].Delivery;
            var code = leftOut[i].Why switch
            {
                MappedDocument.Parked parked => parked.Code,
                MappedDocument.NotRouted not => not.Code,
                _ => "",
            };
            detail.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ",")}\"{one.DocId}#{one.Version}:{code}\"");
        }

        yield return new AuditEvent(AuditKinds.DeliveriesLeftOut, group.Area, $"target:{group.Target}", detail.Append("]}").ToString());
    }
}
