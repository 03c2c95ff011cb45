namespace Gateway.Adapters.Configuration.Binding;

/// <param name="Path">camelCase, joined by dots.</param>
/// <param name="Secret">Whether only a variable can give it.</param>
/// <param name="Where">The map that should hold it.</param>
internal sealed record MissingSetting(string Path, bool Secret, SettingOrigin Where);
