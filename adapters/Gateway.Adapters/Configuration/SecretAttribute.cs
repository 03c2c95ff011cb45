namespace Gateway.Adapters.Configuration;

/// <summary>
/// Marks an option that is a secret: it comes from the environment or a key-per-file folder, is refused in YAML, and is left out of the
/// effective configuration when that is shown or digested.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;
