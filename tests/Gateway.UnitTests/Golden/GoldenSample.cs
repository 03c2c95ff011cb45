using System.Runtime.CompilerServices;
using System.Text;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Gateway.UnitTests.Golden;

/// <summary>
/// A folder <c>Golden/&lt;profile&gt;/&lt;sample&gt;</c>: <c>input.*</c>, <c>config.yaml</c> and <c>expected.json</c>. What config.yaml says is in
/// <see cref="SampleConfig"/>; a second YAML document in it holds the settings of the profile that differ, as in a county file.
/// </summary>
internal sealed record GoldenSample(string Profile, string Name, string Folder, SampleConfig Config, string Settings)
{
    public static IEnumerable<(string Profile, string Name)> All() =>
        from profile in Directory.GetDirectories(Root())
        from sample in Directory.GetDirectories(profile)
        where File.Exists(Path.Combine(sample, "config.yaml"))
        select (Path.GetFileName(profile), Path.GetFileName(sample));

    public static GoldenSample Read(string profile, string name)
    {
        var folder = Path.Combine(Root(), profile, name);
        var parts = File.ReadAllText(Path.Combine(folder, "config.yaml")).Split("\n---\n", 2);
        var config = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Deserialize<SampleConfig>(parts[0]);
        return new GoldenSample(profile, name, folder, config, parts.Length > 1 ? parts[1] : "");
    }

    public byte[] Input => BytesOf("input") ?? throw new FileNotFoundException($"{Folder}: no input.*");

    /// <summary>What the platform answers to a push or a question for a receipt; a page read has it as its input.</summary>
    public byte[]? Answer => BytesOf("answer");

    public string AnswerType => Path.GetExtension(Find(Config.Feed is null ? "answer" : "input") ?? "") switch
    {
        ".html" => "text/html",
        ".txt" => "text/plain",
        ".xml" => "application/xml",
        _ => "application/json",
    };

    /// <summary>A profile of the samples' own, for example one derived from a generic one; otherwise the shipped ones are enough.</summary>
    public string? ProfileFile => Path.Combine(Root(), Profile, "profile.yaml") is var file && File.Exists(file) ? file : null;

    private byte[]? BytesOf(string name)
    {
        if (Find(name) is not { } file)
        {
            return null;
        }

        var bytes = File.ReadAllBytes(file);
        if (Config.Encoding is not { } encoding)
        {
            return bytes;
        }

        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(encoding).GetBytes(Encoding.UTF8.GetString(bytes));
    }

    private string? Find(string name) => Directory.GetFiles(Folder, name + ".*").SingleOrDefault();

    private static string Root([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}

/// <summary>What a sample says of itself. With <see cref="Feed"/> it is a page read; with <see cref="Target"/> rows out.</summary>
internal sealed class SampleConfig
{
    public string? Feed { get; set; }

    public string Mode { get; set; } = "full";

    /// <summary>Of an incremental read, Asia/Shanghai; <see cref="To"/> is exclusive.</summary>
    public string? From { get; set; }

    public string? To { get; set; }

    public string? Target { get; set; }

    /// <summary>insert, correct or withdraw.</summary>
    public string Operation { get; set; } = "insert";

    /// <summary>The answer is that of the question for a receipt, not of the push.</summary>
    public bool Receipt { get; set; }

    /// <summary>HTTP status of the answer.</summary>
    public int Status { get; set; } = 200;

    /// <summary>The answer's bytes are in this encoding under a UTF-8 head; the file is kept readable, in UTF-8.</summary>
    public string? Encoding { get; set; }
}
