namespace Gateway.Pipeline.Retention;

/// <summary>Something that is kept for a time and then forgotten.</summary>
public interface IRetained
{
    /// <summary>For operators, Chinese.</summary>
    string Name { get; }

    /// <summary>How long it is kept.</summary>
    TimeSpan For(RetentionOptions options);

    /// <returns>How many rows were forgotten.</returns>
    Task<int> RemoveOlderAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
