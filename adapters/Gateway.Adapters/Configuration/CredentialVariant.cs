namespace Gateway.Adapters.Configuration;

/// <summary>Options of a profile with other secrets than those in force: what is exchanged is valid beside them for a while.</summary>
/// <param name="Name"><see cref="InForce"/>, <c>Next</c> or <c>Previous</c>, as the variables begin that set it.</param>
/// <param name="Options">An instance of the profile's options class.</param>
public sealed record CredentialVariant(string Name, object Options)
{
    /// <summary>The secrets in force.</summary>
    public const string InForce = "Current";

    /// <summary>Never shows the secrets.</summary>
    public override string ToString() => Name;
}

/// <summary>Is told which secrets platforms take, so that the first use of each can be kept. It keeps none of them.</summary>
public interface ICredentialUses
{
    /// <summary>A platform took a set of secrets that this process had not used last.</summary>
    /// <param name="scope">Whose they are (<see cref="AdapterContext.CredentialScope"/>).</param>
    /// <param name="name">Which they are.</param>
    /// <param name="secrets">The secrets, to be kept as a keyed digest only.</param>
    void Taken(string scope, string name, string secrets);
}
