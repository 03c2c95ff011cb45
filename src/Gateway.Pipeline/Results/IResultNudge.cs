namespace Gateway.Pipeline.Results;

/// <summary>Tells whoever delivers that there is something new. A lost nudge costs a sweep interval, never a result.</summary>
public interface IResultNudge
{
    Task ResultsStoredAsync(string area, CancellationToken cancellationToken);
}
