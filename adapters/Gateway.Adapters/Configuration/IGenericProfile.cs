namespace Gateway.Adapters.Configuration;

/// <summary>
/// A profile that stands for a transport, not for a platform: all that a platform needs beside it is said in YAML. It is not used by
/// itself; a file <c>profiles/&lt;name&gt;.yaml</c> that says <c>extends: &lt;name of this&gt;</c> makes a profile of it. Where the options
/// class has a map <c>targets</c>, its keys in that file are the targets: <c>default</c> is <c>&lt;name&gt;</c> itself, any other key
/// <c>&lt;name&gt;.&lt;key&gt;</c>. A county may override what a target says, but adds none.
/// </summary>
public interface IGenericProfile : IAdapterProfile
{
    /// <summary>The profile of one file: of the same options class, with a name and targets of its own.</summary>
    /// <param name="name">Name of the file without its extension, for example <c>exchange-table</c>.</param>
    /// <param name="variableName">The same in PascalCase, for example <c>ExchangeTable</c>.</param>
    /// <param name="targets">Names of its targets, in the order of the file.</param>
    IAdapterProfile Derive(string name, string variableName, IReadOnlyList<string> targets);

    /// <summary>The target that a key of a file's <c>targets</c> map names.</summary>
    /// <param name="profile">Name of the derived profile.</param>
    /// <param name="key">The key.</param>
    static string TargetOf(string profile, string key) => key is "" or "default" ? profile : $"{profile}.{key}";
}
