using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.Delivery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Pipeline.CreditRecords;

/// <summary>Registers penalties and licences. Expects what the results' stage and delivery register, and <see cref="PublicationTerms"/>.</summary>
public static class CreditRecordsStage
{
    public static IServiceCollection AddCreditRecords(this IServiceCollection services)
    {
        services.TryAddSingleton(PublicationTerms.Default);
        services.AddSingleton<CreditRecordStore>().AddSingleton<PublicationEnd>();
        return services.AddKind<Penalty, PenaltyKind>().AddKind<Licence, LicenceKind>();
    }

    private static IServiceCollection AddKind<T, TKind>(this IServiceCollection services)
        where T : class, ICreditRecord
        where TKind : RecordKind<T> =>
        services.AddSingleton<RecordKind<T>, TKind>().AddSingleton<RecordFormat<T>>().AddSingleton<RecordIntake<T>>()
            .AddSingleton<IDeliveryDocuments, RecordDocuments<T>>();
}
