namespace Gateway.Adapters.Rest.Options;

/// <summary>
/// One call: what is sent, how it is signed and what its answer means. Texts hold variables, <c>{name}</c> or <c>{name:format}</c>; what is
/// not said here is as at the top level of the profile.
/// </summary>
public sealed record CallOptions
{
    /// <summary>HTTP method.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>Path below the base address.</summary>
    public string Path { get; init; } = "";

    /// <summary>Query parameters; one whose variables all have no value is left out.</summary>
    public Dictionary<string, string> Query { get; init; } = [];

    /// <summary>Headers.</summary>
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>Fields of a form; then there is no <see cref="Body"/>.</summary>
    public Dictionary<string, string> Form { get; init; } = [];

    /// <summary>The body's text. In it variables are escaped as its kind demands; <c>{rows}</c> is the rows themselves.</summary>
    public string Body { get; init; } = "";

    /// <summary>Kind of the body.</summary>
    public BodyKind BodyKind { get; init; } = BodyKind.Json;

    /// <summary>Content type; by default that of the body's kind, in UTF-8.</summary>
    public string? ContentType { get; init; }

    /// <summary>Characters of what is sent: parameters, form and body. Default UTF-8.</summary>
    public CallCharset Charset { get; init; } = CallCharset.Utf8;

    /// <summary>Constants of this call as further variables, for example <c>sid</c>.</summary>
    public Dictionary<string, string> Values { get; init; } = [];

    /// <summary>One call a row instead of one a batch: <c>{row}</c>, <c>{row.COLUMN}</c>.</summary>
    public bool PerRow { get; init; }

    /// <summary>Signature of this call; the whole of it.</summary>
    public SignerOptions? Signer { get; init; }

    /// <summary>Cipher of this call; the whole of it.</summary>
    public CipherOptions? Cipher { get; init; }

    /// <summary>What stands where in the answer; what is not named is as at the top level.</summary>
    public AnswerOptions Answer { get; init; } = new();

    /// <summary>What the answer's code means; what is not named is as at the top level.</summary>
    public OutcomeOptions Outcomes { get; init; } = new();
}

/// <summary>Sets of characters.</summary>
public enum CallCharset
{
    /// <summary>UTF-8.</summary>
    Utf8,

    /// <summary>GB18030, which GBK and GB2312 are part of.</summary>
    Gb18030,
}

/// <summary>Kinds of body.</summary>
public enum BodyKind
{
    /// <summary>JSON.</summary>
    Json,

    /// <summary>XML.</summary>
    Xml,

    /// <summary>Plain text: nothing is escaped.</summary>
    Text,
}
