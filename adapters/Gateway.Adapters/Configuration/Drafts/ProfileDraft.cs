using System.Globalization;
using System.Reflection;
using System.Text;
using Gateway.Adapters.Configuration.Binding;
using Gateway.Adapters.Mappings;
using Gateway.Contracts;

namespace Gateway.Adapters.Configuration.Drafts;

/// <summary>
/// Drafts a profile file over a generic profile: which source field is which field of a feed, as far as names tell. What must be filled in is
/// marked <c>待填</c>, what must be looked at <c>存疑</c>; the checker refuses the file until everything marked 待填 is filled.
/// </summary>
public static class ProfileDraft
{
    /// <summary>The text of the file.</summary>
    /// <param name="generic">The generic profile.</param>
    /// <param name="feed">The feed.</param>
    /// <param name="source">What is known of the platform's rows.</param>
    /// <exception cref="NotSupportedException">The generic profile has no place for rules of a feed.</exception>
    public static string Of(IGenericProfile generic, Feed feed, DraftSource source)
    {
        var place = DraftPlace.Of(OptionShape.Of(generic.OptionsType))
            ?? throw new NotSupportedException($"通用档案“{generic.Name}”没有按数据种类写字段映射的地方");
        var matches = FieldMatcher.Match(FeedSchemas.Of(feed), source.Fields);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# yaml-language-server: $schema=../schema/profile.{generic.Name}.json\n");
        text.Append("# 由 gateway adapters init 起草。标有“待填”的必须填写，标有“存疑”的请核对后删去标记。\n");
        text.Append(CultureInfo.InvariantCulture, $"extends: {generic.Name}\n");
        Required(text, place.Root, "", place.Map.Name, source);
        text.Append(CultureInfo.InvariantCulture, $"{place.Map.Name}:\n  {feed.Wire()}:\n");
        Required(text, place.Feed, "    ", place.Rules.Name, source);
        text.Append(CultureInfo.InvariantCulture, $"    {place.Rules.Name}:\n");
        foreach (var match in matches)
        {
            Field(text, place.RulesAreNames, match, source);
        }

        var unused = source.Fields.Where(name => !matches.Any(match => match.Source == name)).ToList();
        if (unused.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"      # 未用到的来源字段：{string.Join("、", unused.Select(Line))}\n");
        }

        return text.ToString();
    }

    /// <summary>How many fields of a feed find a source among some names: to choose the description that is meant.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="names">Names of fields.</param>
    public static int Fit(Feed feed, IReadOnlyList<string> names) => FieldMatcher.Match(FeedSchemas.Of(feed), names).Count(match => match.Source is not null);

    private static void Field(StringBuilder text, bool namesOnly, FieldMatch match, DraftSource source)
    {
        var name = match.Field.Name;
        if (match.Source is { } from)
        {
            var (value, doubt) = namesOnly ? (Quoted(from), match.Doubt) : Rule(match, from, source.Samples.GetValueOrDefault(from));
            text.Append(CultureInfo.InvariantCulture, $"      {name}: {value}   # {match.Field.Label}{(doubt is null ? "" : $"；存疑：{doubt}")}\n");
        }
        else if (name == "identity")
        {
            text.Append(CultureInfo.InvariantCulture, $"      {name}: \"\"   # {match.Field.Label}；待填：唯一标识一条记录的来源字段\n");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"      # {name}:   # {match.Field.Label}；没有找到来源字段\n");
        }
    }

    // Serial numbers and epochs are the two forms that the rules of the feeds do not take for dates by themselves.
    private static (string Value, string? Doubt) Rule(FieldMatch match, string source, string? sample)
    {
        var date = match.Field.Name.EndsWith("On", StringComparison.Ordinal) || match.Field.Name == "changedAt";
        var format = !date || sample is null || !long.TryParse(sample, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? null
            : sample.Length switch { 13 => "epochMs", 10 => "epoch", 5 => "excel", _ => null };
        if (format is null)
        {
            return (Quoted(source), match.Doubt);
        }

        var to = match.Field.Name == "changedAt" ? "datetime" : "date";
        return ($"{{from: {Quoted(source)}, steps: [{{date: {{formats: [{format}], to: {to}}}}}]}}", match.Doubt ?? $"样本值像 {format}");
    }

    private static void Required(StringBuilder text, OptionShape shape, string indent, string except, DraftSource source)
    {
        var empty = Activator.CreateInstance(shape.Type);
        foreach (var property in shape.Properties.Where(property => !property.Secret && property.Name != except))
        {
            var hint = property.Property.GetCustomAttribute<DraftAttribute>()?.Hint;
            if (!property.Required && hint is null)
            {
                continue;
            }

            var mark = (hint ?? property.Description) is { } words ? $"待填：{words}" : "待填";
            switch (property.Shape, property.Property.GetValue(empty))
            {
                case (ValueShape.Scalar, null or ""):
                    text.Append(CultureInfo.InvariantCulture, $"{indent}{property.Name}: \"\"   # {mark}\n");
                    break;
                case (ValueShape.Nested nested, null):
                    var inner = new StringBuilder();
                    Required(inner, nested.Shape, indent + "  ", "", source);
                    Call(inner, nested.Shape, indent + "  ", source);
                    text.Append(CultureInfo.InvariantCulture, $"{indent}{property.Name}:{(inner.Length == 0 ? "   # " + mark : "")}\n").Append(inner);
                    break;
            }
        }

        foreach (var secret in shape.Properties.Where(property => property.Secret))
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}# 密钥 {secret.Name}：只能用环境变量或密钥文件夹\n");
        }
    }

    // What is called needs a path though a class may do without, and a sample has shown where its answer holds the rows.
    private static void Call(StringBuilder text, OptionShape call, string indent, DraftSource source)
    {
        if (call.Find("path") is { Required: false, Shape: ValueShape.Scalar })
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}path: \"\"   # 待填：基础地址之下的路径\n");
        }

        if (source.RowsPath is { Length: > 0 } path && call.Find("answer")?.Shape is ValueShape.Nested { Shape: var answer } && answer.Find("rows") is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}answer: {{rows: {Quoted(path)}}}   # 样本中的记录位于此\n");
        }
    }

    private static string Quoted(string name) => $"\"{Line(name).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Line(string text) => new([.. text.Where(letter => !char.IsControl(letter))]);
}

/// <summary>Where an options class holds the rules of a feed: a map by feed, of objects with a map of rules.</summary>
internal sealed record DraftPlace(OptionShape Root, OptionProperty Map, OptionShape Feed, OptionProperty Rules, bool RulesAreNames)
{
    private static readonly string[] Names = ["fields", "columns"];

    public static DraftPlace? Of(OptionShape root)
    {
        foreach (var map in root.Properties)
        {
            if (map.Shape is not ValueShape.Map { KeyType: var key, Value: ValueShape.Nested { Shape: var feed } } || key != typeof(Feed))
            {
                continue;
            }

            if (feed.Properties.FirstOrDefault(property => property.Shape is ValueShape.Map { ValueType: var type } && type == typeof(FieldRule)) is { } rules)
            {
                return new DraftPlace(root, map, feed, rules, RulesAreNames: false);
            }

            if (feed.Properties.FirstOrDefault(property => Names.Contains(property.Name) && property.Shape is ValueShape.Map { ValueType: var type } && type == typeof(string)) is { } names)
            {
                return new DraftPlace(root, map, feed, names, RulesAreNames: true);
            }
        }

        return null;
    }
}
