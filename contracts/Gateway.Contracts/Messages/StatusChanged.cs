namespace Gateway.Contracts.Messages;

/// <summary>
/// A result's delivery to one target changed its state: what goes out on exchange <c>gateway.status</c>, routing key <c>area.state</c>,
/// as plain JSON. Of one id and target the changes go out in order; the message-id (a decimal number) rises with them, and is the same when
/// a message is repeated: whoever keeps the highest it has seen of an id and target can leave out repeats.
/// </summary>
/// <param name="Id">Id of the result, unique in its area.</param>
/// <param name="Version">Version of the result.</param>
/// <param name="Area">GB/T 2260, six digits.</param>
/// <param name="Target">Name of the target.</param>
/// <param name="State">queued, sent, accepted, published, rejected, withdrawn, parked or not_routed.</param>
/// <param name="Code">Reason code, where there is one.</param>
/// <param name="Message">Chinese, or the platform's own words; personal data masked.</param>
/// <param name="At">When the state was reached.</param>
public sealed record StatusChanged(
    string Id, int Version, string Area, string Target, string State, string? Code, string? Message, DateTimeOffset At);
