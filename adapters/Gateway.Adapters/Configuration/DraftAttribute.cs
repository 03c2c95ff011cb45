namespace Gateway.Adapters.Configuration;

/// <summary>Marks an option of a generic profile that a new platform nearly always needs though it may be left out: a draft asks for it.</summary>
/// <param name="hint">What to fill in, in Chinese.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DraftAttribute(string hint) : Attribute
{
    /// <summary>What to fill in.</summary>
    public string Hint { get; } = hint;
}
