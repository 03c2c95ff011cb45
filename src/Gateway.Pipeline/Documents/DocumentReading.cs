using Gateway.Pipeline.Results;

namespace Gateway.Pipeline.Documents;

/// <summary>What a parser made of one document's bytes.</summary>
public abstract record DocumentReading<T>
{
    private DocumentReading()
    {
    }

    public sealed record Read(T Document) : DocumentReading<T>;

    /// <summary>Not a document of the kind. The message never repeats what was received.</summary>
    public sealed record Malformed(ResultProblem Problem) : DocumentReading<T>;

    /// <summary>It names 国家秘密 or 国家安全: nothing of it may be kept, not even among the failed messages.</summary>
    public sealed record Classified : DocumentReading<T>;
}

/// <summary>A whole request body.</summary>
public abstract record BodyReading<T>
{
    private BodyReading()
    {
    }

    /// <summary>One reading per document, in order.</summary>
    public sealed record Items(IReadOnlyList<DocumentReading<T>> Readings, bool IsArray) : BodyReading<T>;

    public sealed record TooMany(int Most) : BodyReading<T>;

    public sealed record NotJson(ResultProblem Problem) : BodyReading<T>;
}
