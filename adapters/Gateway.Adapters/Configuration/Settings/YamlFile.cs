using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Gateway.Adapters.Configuration.Settings;

/// <summary>
/// Reads one YAML file into nodes that know their lines. The events are read, not the library's own node model: that one throws at the
/// first double key, and an operator shall see all of them. Anchors are refused: a value has one place where it is written.
/// </summary>
internal sealed class YamlFile
{
    private const int MostDepth = 32;

    private readonly string _name;
    private readonly List<ConfigurationProblem> _problems;
    private readonly Parser _parser;
    private int _depth;

    private YamlFile(TextReader text, string name, List<ConfigurationProblem> problems) =>
        (_name, _problems, _parser) = (name, problems, new Parser(text));

    /// <summary>The root map; <see langword="null"/> when the file can't be read, which then is among the problems.</summary>
    public static MapNode? Read(string path, string name, List<ConfigurationProblem> problems)
    {
        try
        {
            using var text = new StreamReader(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return new YamlFile(text, name, problems).ReadRootOrSyntax();
        }
        catch (DecoderFallbackException)
        {
            problems.Add(new ConfigurationProblem(name, 1, "文件不是 UTF-8 编码", "另存为 UTF-8 编码"));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            problems.Add(new ConfigurationProblem(name, 1, $"文件无法读取：{unreadable.GetType().Name}", "检查文件是否存在、运行用户是否有读取权限"));
        }

        return null;
    }

    private MapNode? ReadRootOrSyntax()
    {
        try
        {
            return ReadRoot();
        }
        catch (YamlException syntax)
        {
            // Some errors carry the place where their map begins; what was read last is nearer.
            AddSyntax(Math.Max(syntax.End.Line, _parser.Current?.End.Line ?? 1), syntax.Message);
        }
        catch (InvalidOperationException)
        {
            // The library's scanner throws this, without a place, at some plain texts in an unclosed list.
            AddSyntax(_parser.Current?.End.Line ?? 1, "此行之后的列表或映射没有闭合");
        }

        return null;
    }

    private void AddSyntax(long line, string message) => _problems.Add(ConfigurationProblem.At(
        SettingOrigin.InFile(_name, Math.Max(1, line)), $"YAML 语法错误：{message}", "按 YAML 语法改正（缩进用空格，冒号后留空格，文本加引号）"));

    private MapNode? ReadRoot()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            return new MapNode([], SettingOrigin.InFile(_name, 1));
        }

        var root = ReadNode();
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
        {
            Add(second.Start, "一个文件只能有一个 YAML 文档", "删去“---”之后的文档，或另存为单独的文件");
            return null;
        }

        switch (root)
        {
            case MapNode map:
                return map;
            case ScalarNode { Text: "", Quoted: false }:
                return new MapNode([], root.Origin);
            default:
                _problems.Add(ConfigurationProblem.At(root.Origin, "文件内容应为“键: 值”", "参照 adapters/README.md 的样例书写"));
                return null;
        }
    }

    private SettingNode ReadNode()
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            Add(alias.Start, "不支持 YAML 别名（*）", "把值写在使用它的地方");
            return new ScalarNode("", Quoted: true, Origin(alias.Start));
        }

        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            RefuseAnchor(scalar.Anchor, scalar.Start);
            return new ScalarNode(scalar.Value, scalar.Style != ScalarStyle.Plain, Origin(scalar.Start));
        }

        if (++_depth > MostDepth)
        {
            throw new YamlException(_parser.Current?.Start ?? Mark.Empty, _parser.Current?.End ?? Mark.Empty, $"嵌套超过 {MostDepth} 层");
        }

        SettingNode node = _parser.TryConsume<SequenceStart>(out var sequence)
            ? ReadList(sequence)
            : ReadMap(_parser.Consume<MappingStart>());
        _depth--;
        return node;
    }

    private ListNode ReadList(SequenceStart start)
    {
        RefuseAnchor(start.Anchor, start.Start);
        var items = new List<SettingNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode());
        }

        return new ListNode(items, Origin(start.Start));
    }

    private MapNode ReadMap(MappingStart start)
    {
        RefuseAnchor(start.Anchor, start.Start);
        var entries = new List<SettingEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode();
            var value = ReadNode();
            if (key is not ScalarNode name)
            {
                _problems.Add(ConfigurationProblem.At(key.Origin, "键应为文本", "改为“键: 值”的形式"));
            }
            else if (entries.Find(entry => entry.Key == name.Text) is { } earlier)
            {
                _problems.Add(ConfigurationProblem.At(
                    name.Origin, $"键“{name.Text}”重复，第 {earlier.KeyOrigin.Line} 行已有", "只保留一处"));
            }
            else
            {
                entries.Add(new SettingEntry(name.Text, name.Quoted, name.Origin, value));
            }
        }

        return new MapNode(entries, Origin(start.Start));
    }

    private void RefuseAnchor(AnchorName anchor, Mark mark)
    {
        if (!anchor.IsEmpty)
        {
            Add(mark, "不支持 YAML 锚点（&）", "把值写在使用它的地方");
        }
    }

    private void Add(Mark mark, string what, string remedy) =>
        _problems.Add(ConfigurationProblem.At(Origin(mark), what, remedy));

    private SettingOrigin Origin(Mark mark) => SettingOrigin.InFile(_name, mark.Line);
}
