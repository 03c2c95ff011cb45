namespace Gateway.Adapters.Sinks;

/// <summary>
/// One area's access to one platform to which records are pushed. An instance is bound to an area's effective settings; it is safe
/// for concurrent use. What it may be given is said by the two interfaces below, so that an exempt record can't reach a publicity
/// target by accident: there is no way to call it.
/// </summary>
public interface ISink
{
    /// <summary>Name of the target, for example <c>publicity</c> or <c>exchange-rest.checklist</c>.</summary>
    string Target { get; }

    /// <summary>What this target fails, waits and is counted with.</summary>
    PlatformKey Platform { get; }

    /// <summary>What routing goes by.</summary>
    TargetTraits Traits { get; }

    /// <summary>Limits and pace.</summary>
    SinkLimits Limits { get; }

    /// <summary>Makes the business bytes of a batch: the same bytes go out at every attempt, signed afresh.</summary>
    /// <param name="stamp">Number and time of the batch, set when it is first formed.</param>
    /// <param name="rows">Rows of all members, in order.</param>
    byte[] Compose(BatchStamp stamp, IReadOnlyList<WireRow> rows);

    /// <summary>Sends a batch once (with the seconds-long repetition of the transport's own policy).</summary>
    /// <exception cref="Failures.TransientFailure">Try again later.</exception>
    /// <exception cref="Failures.PermanentFailure">Nobody's repetition will mend it.</exception>
    Task<PushOutcome> PushAsync(PushBatch batch, CancellationToken cancellationToken);

    /// <summary>
    /// After an answer that was lost: asks receipt or ledger what became of the batch. <see cref="PushOutcome.NotKnown"/> means that it
    /// may be sent (again); targets that take the same bytes twice without harm answer <see cref="PushOutcome.NotAsked"/> at once.
    /// </summary>
    Task<PushOutcome> ProbeAsync(PushBatch batch, CancellationToken cancellationToken);

    /// <summary>Asks for the receipt of a batch that was received; only called for targets with asynchronous receipts.</summary>
    Task<PushOutcome> ReceiptAsync(PushBatch batch, CancellationToken cancellationToken);
}

/// <summary>A target that shares data between authorities: it may be given exempt records by rule.</summary>
public interface ISharingSink : ISink
{
    /// <summary>Maps one result to the target's rows, or says why it can't.</summary>
    Mapping Map(Shareable result, BatchStamp stamp);
}

/// <summary>A target that publishes: it can only be given what may be published.</summary>
public interface IPublicitySink : ISink
{
    /// <summary>Maps one result to the target's rows, or says why it can't.</summary>
    Mapping Map(Publishable result, BatchStamp stamp);
}

/// <summary>A target that takes published checklists (综合监管事项清单).</summary>
public interface IChecklistSink : ISink
{
    /// <summary>Maps one checklist item to the target's rows, or says why it can't.</summary>
    Mapping Map(ChecklistEntry entry, BatchStamp stamp);
}
