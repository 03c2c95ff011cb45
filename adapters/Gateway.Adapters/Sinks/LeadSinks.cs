using Gateway.Contracts.Leads;

namespace Gateway.Adapters.Sinks;

/// <summary>A step of handling, with its place among the steps of its lead, from 1.</summary>
/// <param name="Place">Place of the step.</param>
/// <param name="Handling">The step.</param>
public sealed record HandlingStep(int Place, LeadHandling Handling);

/// <summary>What a target has not been told of a lead yet.</summary>
/// <param name="LeadNo">The lead, as its platform numbered it.</param>
/// <param name="Steps">In order; at least one.</param>
public sealed record HandledLead(string LeadNo, IReadOnlyList<HandlingStep> Steps);

/// <summary>A target that leads came from and that is told what became of them.</summary>
public interface ILeadSink : ISink
{
    /// <summary>Maps the steps to the target's rows, one a step in their order, or says why it can't.</summary>
    Mapping Map(HandledLead lead, BatchStamp stamp);
}
