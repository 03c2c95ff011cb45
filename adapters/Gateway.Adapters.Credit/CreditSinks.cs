using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.CreditRecords;

namespace Gateway.Adapters.Credit;

/// <summary>Target <c>credit</c>: inspection results.</summary>
public sealed class CreditCheckSink : CreditSink, IPublicitySink
{
    private readonly CheckRow _rows;

    internal CreditCheckSink(AdapterContext context, CreditOptions options, CreditCall call)
        : this(context.Area, options, call, new CheckRow(context, options))
    {
    }

    private CreditCheckSink(string area, CreditOptions options, CreditCall call, CheckRow rows)
        : base(area, options, call, rows.Book, options.Routing, options.Limits) =>
        _rows = rows;

    /// <inheritdoc/>
    public Mapping Map(Publishable result, BatchStamp stamp) => _rows.Map(result.Shareable);
}

/// <summary>Target <c>credit.penalty</c>: 行政处罚.</summary>
public sealed class CreditPenaltySink : CreditSink, IRecordSink<Penalty>
{
    /// <summary>Name of the target.</summary>
    public const string Name = CreditProfile.ProfileName + ".penalty";

    private readonly PenaltyRow _rows;

    internal CreditPenaltySink(AdapterContext context, CreditOptions options, CreditCall call)
        : this(context.Area, options, call, new PenaltyRow(context, options))
    {
    }

    private CreditPenaltySink(string area, CreditOptions options, CreditCall call, PenaltyRow rows)
        : base(area, options, call, rows.Book, new RoutingOptions(), options.RecordLimits) =>
        _rows = rows;

    /// <inheritdoc/>
    public Mapping Map(PublishableRecord<Penalty> record, BatchStamp stamp) => _rows.Map(record.Copy);
}

/// <summary>Target <c>credit.licence</c>: 行政许可.</summary>
public sealed class CreditLicenceSink : CreditSink, IRecordSink<Licence>
{
    /// <summary>Name of the target.</summary>
    public const string Name = CreditProfile.ProfileName + ".licence";

    private readonly LicenceRow _rows;

    internal CreditLicenceSink(AdapterContext context, CreditOptions options, CreditCall call)
        : this(context.Area, options, call, new LicenceRow(context, options))
    {
    }

    private CreditLicenceSink(string area, CreditOptions options, CreditCall call, LicenceRow rows)
        : base(area, options, call, rows.Book, new RoutingOptions(), options.RecordLimits) =>
        _rows = rows;

    /// <inheritdoc/>
    public Mapping Map(PublishableRecord<Licence> record, BatchStamp stamp) => _rows.Map(record.Copy);
}
