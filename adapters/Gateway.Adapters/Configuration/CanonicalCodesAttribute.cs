namespace Gateway.Adapters.Configuration;

/// <summary>
/// Marks a map from canonical codes to a platform's: what it lacks is no mistake, for a platform may have no such code, but it is pointed
/// out when the configuration is checked.
/// </summary>
/// <param name="codes">The enum of the canonical codes.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CanonicalCodesAttribute(Type codes) : Attribute
{
    /// <summary>The enum of the canonical codes.</summary>
    public Type Codes { get; } = codes;
}
