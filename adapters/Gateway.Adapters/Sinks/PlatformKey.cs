namespace Gateway.Adapters.Sinks;

/// <summary>
/// What fails as one: all targets and areas that reach the same address through the same profile. They share one breaker, one quota and
/// one set of windows.
/// </summary>
/// <param name="Profile">Name of the profile.</param>
/// <param name="Address">Where the platform is reached, without user, query or trailing slash.</param>
public sealed record PlatformKey(string Profile, string Address)
{
    /// <summary>The key of a platform that is called over HTTP.</summary>
    /// <param name="profile">Name of the profile.</param>
    /// <param name="baseAddress">Its configured address; what an address may hold of user and query is left out.</param>
    public static PlatformKey Of(string profile, Uri baseAddress) => new(
        profile, baseAddress.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/'));

    /// <summary>As stored, shown and logged.</summary>
    public override string ToString() => Address.Length == 0 ? Profile : $"{Profile} {Address}";
}
