namespace Gateway.Contracts;

/// <summary>The shape that a field's value is expected to have on the wire; another shape is schema drift, reported and tolerated.</summary>
public enum FieldShape
{
    /// <summary>A JSON string (numbers are tolerated and kept as text).</summary>
    Text,

    /// <summary>A JSON array; its raw JSON text is kept.</summary>
    List,

    /// <summary>A JSON object; its raw JSON text is kept.</summary>
    Object,
}

/// <summary>One canonical field of a feed.</summary>
/// <param name="Name">Canonical camelCase name, used by the mapping of a profile.</param>
/// <param name="Label">What an operator reads.</param>
/// <param name="Shape">Expected shape on the wire.</param>
/// <param name="Personal">Whether the value identifies or reaches a natural person: masked when shown, encrypted when stored.</param>
public sealed record FeedField(string Name, string Label, FieldShape Shape = FieldShape.Text, bool Personal = false);

/// <summary>
/// The canonical fields of a feed. Every schema begins with the exchange envelope (domain facts 1.2: cd_id, cd_time, cd_source,
/// cd_batch, cd_operation) and the record's identity, at the places named by <see cref="Envelope"/>.
/// </summary>
public sealed class FeedSchema
{
    private readonly Dictionary<string, int> _index;

    internal FeedSchema(Feed feed, params FeedField[] fields)
    {
        Feed = feed;
        Fields = [.. Envelope.Fields, .. fields];
        _index = Fields.Select((field, place) => (field.Name, place)).ToDictionary(x => x.Name, x => x.place, StringComparer.Ordinal);
    }

    /// <summary>The feed that this schema describes.</summary>
    public Feed Feed { get; }

    /// <summary>All fields; a row's values stand at the same places.</summary>
    public IReadOnlyList<FeedField> Fields { get; }

    /// <summary>
    /// Whether the records are happenings: a platform shows them for a while only, so one that a full read does not show has not ended.
    /// </summary>
    public bool Accumulates { get; internal init; }

    /// <summary>The place of a canonical field.</summary>
    /// <exception cref="KeyNotFoundException">The feed has no such field.</exception>
    public int this[string name] => _index[name];

    /// <summary>The place of a canonical field, or -1.</summary>
    public int IndexOf(string name) => _index.GetValueOrDefault(name, -1);
}
