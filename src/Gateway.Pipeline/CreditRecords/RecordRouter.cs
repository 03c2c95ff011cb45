using Gateway.Adapters.Sinks;
using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Disclosure;

namespace Gateway.Pipeline.CreditRecords;

/// <summary>Why a record is not to be shown.</summary>
/// <param name="Code">Reason code of its deliveries.</param>
/// <param name="Reason">Chinese.</param>
/// <param name="Basis">What taking it back rests on, where something does.</param>
internal sealed record NotShown(string Code, string Reason, string? Basis = null);

/// <summary>What every target is to hold of a penalty or licence. Pure.</summary>
internal static class RecordRouter
{
    /// <summary>Why a record is not to be shown today, or <see langword="null"/>.</summary>
    /// <param name="end">The last day of its publication, if it has one.</param>
    public static NotShown? Standing(ICreditRecord record, Severity? severity, DateOnly? end, PublicationTerms terms, DateOnly today) => record switch
    {
        { Exemption: not null } => new NotShown("exempt", "经审批不予公示"),
        _ when !terms.IsPublished(severity) => new NotShown("minor_not_published", "轻微失信行为按规定不予公示"),
        _ when end < today => new NotShown(WithdrawalCause.PublicationEnd.Code, "公示期已届满"),
        _ => null,
    };

    public static IEnumerable<WantedDelivery> Decide<T>(T record, IEnumerable<ISink> sinks, NotShown? not)
        where T : class, ICreditRecord =>
        sinks.OfType<IRecordSink<T>>().Select(x => new WantedDelivery(
            x.Target, record.Id ?? "", record.Version ?? 0, not?.Code, not?.Reason, Basis: not?.Basis));
}
