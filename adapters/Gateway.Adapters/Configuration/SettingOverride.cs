using Gateway.Adapters.Configuration.Settings;

namespace Gateway.Adapters.Configuration;

/// <summary>The configuration key that lays another value over an effective setting of one area.</summary>
public static class SettingOverride
{
    /// <summary>For <c>profiles.exchange-rest.pageSize</c> of 610502: <c>Gateway:Counties:610502:Profiles:ExchangeRest:PageSize</c>.</summary>
    /// <param name="setting">The setting as it is in force.</param>
    public static string KeyOf(EffectiveSetting setting) =>
        $"{Names.Counties}:{setting.Area}:{string.Join(':', setting.Path.Split('.').Select(SettingName.Pascal))}";
}
