using System.Globalization;

namespace Gateway.Adapters.Configuration;

/// <summary>Where an effective value comes from.</summary>
/// <param name="Kind">File, variable or the program's own default.</param>
/// <param name="Place">File below the configuration folder, name of the variable, or 程序默认值.</param>
/// <param name="Line">Line in the file, from 1; 0 elsewhere.</param>
public sealed record SettingOrigin(SettingOriginKind Kind, string Place, int Line)
{
    /// <summary>The value stands in the code of the profile.</summary>
    public static SettingOrigin Default { get; } = new(SettingOriginKind.Default, "程序默认值", 0);

    /// <summary>A line of a file.</summary>
    public static SettingOrigin InFile(string file, long line) => new(SettingOriginKind.File, file, (int)line);

    /// <summary>A variable of the environment or a file of the secrets folder.</summary>
    public static SettingOrigin Variable(string name) => new(SettingOriginKind.Variable, name, 0);

    /// <summary><c>file:line</c>, or the place alone.</summary>
    public override string ToString() => Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Place}:{Line}") : Place;
}

/// <summary>The kinds of place that a value may come from.</summary>
public enum SettingOriginKind
{
    /// <summary>The code of the profile.</summary>
    Default,

    /// <summary>A profile or county file.</summary>
    File,

    /// <summary>A variable or a file of the secrets folder.</summary>
    Variable,
}
