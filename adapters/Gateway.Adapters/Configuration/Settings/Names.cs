namespace Gateway.Adapters.Configuration.Settings;

/// <summary>How the variables are called that set a value.</summary>
internal static class Names
{
    public const string Profiles = "Gateway:Profiles";

    public const string Counties = "Gateway:Counties";

    public static string OfCounty(string area, string path) => $"Gateway__Counties__{area}__{Parts(path)}";

    public static string OfProfile(IAdapterProfile profile, string path) => $"Gateway__Profiles__{profile.VariableName}__{Parts(path)}";

    public static string OfCountyProfile(string area, IAdapterProfile profile, string path) =>
        $"Gateway__Counties__{area}__Profiles__{profile.VariableName}__{Parts(path)}";

    private static string Parts(string path) =>
        string.Join("__", path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)
            .Split('.').Select(SettingName.Pascal));
}
