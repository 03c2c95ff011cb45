using Gateway.Adapters.Configuration;
using Gateway.Adapters.Files.Folders;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;

namespace Gateway.Adapters.Files;

/// <summary>Generic profile <c>file</c>: files exchanged through a folder; what a platform's files look like is said in YAML.</summary>
public sealed class FileProfile : IGenericProfile
{
    /// <summary>Name of the generic profile.</summary>
    public const string ProfileName = "file";

    private readonly IReadOnlyList<string> _targets;

    /// <summary>The generic profile itself.</summary>
    public FileProfile()
        : this(ProfileName, "File", [])
    {
    }

    private FileProfile(string name, string variableName, IReadOnlyList<string> targets) => (Name, VariableName, _targets) = (name, variableName, targets);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string VariableName { get; }

    /// <inheritdoc/>
    public Type OptionsType => typeof(FilesOptions);

    /// <inheritdoc/>
    public IReadOnlyList<string> Targets => _targets;

    /// <inheritdoc/>
    public IAdapterProfile Derive(string name, string variableName, IReadOnlyList<string> targets) => new FileProfile(name, variableName, targets);

    /// <inheritdoc/>
    public ISource? CreateSource(AdapterContext context, object options) =>
        options is FilesOptions { Feeds.Count: > 0 } files ? new FileSource(context, Name, files, FoldersOf(files)) : null;

    /// <inheritdoc/>
    public IReadOnlyList<ISink> CreateSinks(AdapterContext context, object options)
    {
        var files = (FilesOptions)options;
        var folders = FoldersOf(files);
        return
        [
            .. files.Targets.Select(pair => (Target: IGenericProfile.TargetOf(Name, pair.Key), Files: pair.Value))
                .Where(pair => _targets.Contains(pair.Target))
                .Select(pair => pair.Files.Public
                    ? (ISink)new FilePublicitySink(context, pair.Target, Name, files, pair.Files, folders)
                    : new FileSharingSink(context, pair.Target, Name, files, pair.Files, folders)),
        ];
    }

    private static IDropFolders FoldersOf(FilesOptions options) => options.Sftp is { } sftp
        ? new SftpFolders(sftp, options.Password, options.PrivateKey, options.PrivateKeyPassphrase)
        : new LocalFolder(options.Directory);
}
