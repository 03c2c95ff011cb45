using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Files.Folders;
using Gateway.Adapters.Files.Reading;
using Gateway.Adapters.Mappings;
using Gateway.Contracts;

namespace Gateway.Adapters.Files;

/// <summary>Files exchanged through a folder. The defaults are the layout agreed with departments that have no interface.</summary>
public sealed class FilesOptions : IValidatableObject
{
    /// <summary>The exchange folder on this machine, or mounted here: an absolute path. Either this or <see cref="Sftp"/>.</summary>
    [Draft("交换目录的绝对路径；用 SFTP 时改写 sftp")]
    public string Directory { get; init; } = "";

    /// <summary>The exchange folder on an SFTP server.</summary>
    public SftpOptions? Sftp { get; init; }

    /// <summary>Password at the SFTP server.</summary>
    [Secret]
    public string? Password { get; init; }

    /// <summary>Private key at the SFTP server, the text of its file; goes before the password.</summary>
    [Secret]
    public string? PrivateKey { get; init; }

    /// <summary>Passphrase of the private key.</summary>
    [Secret]
    public string? PrivateKeyPassphrase { get; init; }

    /// <summary>Where the other side lays its files, below the folder.</summary>
    public string Inbox { get; init; } = ".";

    /// <summary>Where the gateway lays files for the other side, below the folder.</summary>
    public string Outbox { get; init; } = ".";

    /// <summary>Where files that were read go, below <see cref="Inbox"/> and <see cref="Outbox"/>, in a folder a day.</summary>
    public string Done { get; init; } = "done";

    /// <summary>Where files that can't be read go, below the same.</summary>
    public string Failed { get; init; } = "failed";

    /// <summary>What is read, by feed.</summary>
    public Dictionary<Feed, FeedFiles> Feeds { get; init; } = [];

    /// <summary>Targets to which results go as files, by name (<c>default</c> is the profile's own).</summary>
    public Dictionary<string, TargetFiles> Targets { get; init; } = [];

    /// <summary>How CSV files are written.</summary>
    public CsvOptions Csv { get; init; } = new();

    /// <summary>How workbooks are laid out.</summary>
    public XlsxOptions Xlsx { get; init; } = new();

    /// <summary>A file that is not whole after this is reported. Default 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan LateAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Folder of this machine for the verified copy of the file being read; empty: the system's temporary folder.</summary>
    public string SpoolDirectory { get; init; } = "";

    /// <summary>Largest file that is read. Default 4 GiB.</summary>
    [Range(1L << 10, 1L << 40)]
    public long MaxFileBytes { get; init; } = 4L << 30;

    /// <summary>Most bytes that a packed file (xlsx) may unpack to. Default 8 GiB.</summary>
    [Range(1L << 20, 1L << 42)]
    public long MaxInflatedBytes { get; init; } = 8L << 30;

    /// <summary>Longest record; a row beyond it is unreadable, its file is not. Default 4 MiB.</summary>
    [Range(1 << 10, 1 << 26)]
    public int MaxRecordBytes { get; init; } = 4 << 20;

    /// <summary>Longest value; a row beyond it is unreadable. Default 1 MiB.</summary>
    [Range(64, 1 << 25)]
    public int MaxValueBytes { get; init; } = 1 << 20;

    /// <summary>Most columns of a file. Default 500.</summary>
    [Range(1, 10_000)]
    public int MaxColumns { get; init; } = 500;

    /// <summary>Rows of a page: what is landed and parsed at once. Default 1,000.</summary>
    [Range(1, 10_000)]
    public int PageRows { get; init; } = 1000;

    internal string SpoolFolder => SpoolDirectory.Length > 0 ? SpoolDirectory : Path.Combine(Path.GetTempPath(), "gateway-files");

    internal ReadingLimits Limits => new(PageRows, 4 << 20, MaxRecordBytes, MaxValueBytes, MaxColumns, MaxInflatedBytes);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Sftp is null ? !Path.IsPathFullyQualified(Directory) : Directory.Length > 0)
        {
            yield return new ValidationResult("交换目录：填写 directory（绝对路径）或 sftp，二者写一个", [nameof(Directory)]);
        }

        if (Sftp is not null && string.IsNullOrEmpty(Password) && string.IsNullOrEmpty(PrivateKey))
        {
            yield return new ValidationResult("SFTP 需要密钥 Password 或 PrivateKey（环境变量或密钥文件夹）", [nameof(Sftp)]);
        }

        foreach (var (name, folder) in new[] { (nameof(Inbox), Inbox), (nameof(Outbox), Outbox), (nameof(Done), Done), (nameof(Failed), Failed) })
        {
            if (DropPath.Problem(folder) is { } problem)
            {
                yield return new ValidationResult(problem, [name]);
            }
        }

        if (Done == "." || Failed == "." || Done == Failed)
        {
            yield return new ValidationResult("done 与 failed 应是两个不同的子文件夹", [nameof(Done)]);
        }

        foreach (var problem in Feeds.SelectMany(feed => feed.Value.Problems(feed.Key)))
        {
            yield return new ValidationResult(problem, [nameof(Feeds)]);
        }

        foreach (var problem in Targets.SelectMany(target => target.Value.Problems(target.Key)))
        {
            yield return new ValidationResult(problem, [nameof(Targets)]);
        }

        foreach (var kind in Targets.Values.Select(target => target.Kind).Concat(Feeds.Values.SelectMany(feed => new[] { feed.Full, feed.Changes }))
                     .Where(kind => kind.Length > 0).GroupBy(kind => kind, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return new ValidationResult($"文件类别“{kind.Key}”用了不止一次", [nameof(Targets)]);
        }
    }
}

/// <summary>The files of a feed.</summary>
public sealed class FeedFiles
{
    /// <summary>Kind, in the file's name, of files that hold everything in force; empty: there are none.</summary>
    [RegularExpression("([a-z][a-z0-9_]{0,39})?", ErrorMessage = "应为文件名中的类别：小写字母开头，只含小写字母、数字、下划线")]
    [Draft("全量文件的类别（文件名 <区划>_<类别>_<日期>_<序号> 中的类别），只有变更文件时改写 changes")]
    public string Full { get; init; } = "";

    /// <summary>Kind of files that hold only what changed; empty: there are none.</summary>
    [RegularExpression("([a-z][a-z0-9_]{0,39})?", ErrorMessage = "应为文件名中的类别：小写字母开头，只含小写字母、数字、下划线")]
    public string Changes { get; init; } = "";

    /// <summary>How the fields of the feed are made of the files' columns: a column's name, or a rule.</summary>
    public Dictionary<string, FieldRule> Fields { get; init; } = [];

    internal IEnumerable<string> Problems(Feed feed)
    {
        var schema = FeedSchemas.Of(feed);
        if (Full.Length == 0 && Changes.Length == 0)
        {
            yield return $"{feed.Wire()}：至少写明一种文件类别（full 全量或 changes 变更）";
        }

        if (Full.Length > 0 && Full == Changes)
        {
            yield return $"{feed.Wire()}：full 与 changes 的文件类别必须不同";
        }

        foreach (var problem in FieldRules.Problems(schema, Fields, nameof(Fields)))
        {
            yield return $"{feed.Wire()}：{problem.ErrorMessage}";
        }

        if (!Fields.ContainsKey("identity"))
        {
            yield return $"{feed.Wire()}：缺少 identity（记录唯一标识）的来源列";
        }
    }
}

/// <summary>How CSV files are written.</summary>
public sealed class CsvOptions
{
    /// <summary>Between the values; empty: found in the head (comma, semicolon, tab or bar).</summary>
    [StringLength(1)]
    public string Delimiter { get; init; } = "";

    /// <summary><c>auto</c>, <c>utf-8</c> or <c>gb18030</c>.</summary>
    [AllowedValues("auto", "utf-8", "gb18030")]
    public string Encoding { get; init; } = "auto";
}

/// <summary>How workbooks are laid out.</summary>
public sealed class XlsxOptions
{
    /// <summary>Sheet by name; empty: the first.</summary>
    [StringLength(100)]
    public string Sheet { get; init; } = "";

    /// <summary>Lines with text above the heads (a title, a note). Default none.</summary>
    [Range(0, 20)]
    public int TitleRows { get; init; }

    /// <summary>Lines of heads, 1 or 2. In two lines a name below counts; one that stands there twice is <c>above.below</c>.</summary>
    [Range(1, 2)]
    public int HeadRows { get; init; } = 1;
}
