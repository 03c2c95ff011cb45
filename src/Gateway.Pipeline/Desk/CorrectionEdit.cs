using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Pipeline.Desk;

/// <summary>Changes fields of a result's JSON, and tells two of them apart. Pure.</summary>
internal static class CorrectionEdit
{
    private static readonly string[] Fixed = ["/id", "/version", "/area"];
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>Why a change can't be made, in Chinese; <see langword="null"/> when all were.</returns>
    public static string? Apply(JsonNode result, IReadOnlyList<FieldChange> changes)
    {
        foreach (var change in changes)
        {
            if (Fixed.Contains(change.Field))
            {
                return $"{change.Field} 不能更改";
            }

            if (!Set(result, change.Field.Split('/'), change.Value))
            {
                return $"没有可更改的字段 {change.Field}";
            }
        }

        return null;
    }

    /// <summary>Every value under its JSON pointer.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Leaves(JsonNode? node, string pointer = "") => node switch
    {
        JsonObject members => members.SelectMany(x => Leaves(x.Value, $"{pointer}/{x.Key}")),
        JsonArray items => items.SelectMany((x, i) => Leaves(x, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}"))),
        JsonValue value => [KeyValuePair.Create(pointer, value.TryGetValue<string>(out var text) ? text : value.ToJsonString(Plain))],
        _ => [],
    };

    /// <summary>The value that a person wrote in a form, of the kind that stood there before.</summary>
    public static JsonNode? Typed(JsonNode result, string pointer, string written)
    {
        var before = Find(result, pointer.Split('/'));
        return written.Length == 0 ? null
            : before is JsonValue value && !value.TryGetValue<string>(out _) && bool.TryParse(written, out var flag) ? JsonValue.Create(flag)
            : written[0] is '[' or '{' ? JsonNode.Parse(written)
            : written is "true" or "false" ? JsonValue.Create(written == "true")
            : JsonValue.Create(written);
    }

    public static IReadOnlyList<FieldDiff> Diff(JsonNode? maskedBefore, JsonNode? maskedAfter, JsonNode? before, JsonNode? after)
    {
        var (was, now) = (Leaves(before).ToDictionary(), Leaves(after).ToDictionary());
        var (shownWas, shownNow) = (Leaves(maskedBefore).ToDictionary(), Leaves(maskedAfter).ToDictionary());
        return
        [
            .. was.Keys.Union(now.Keys).Where(x => x != "/version" && was.GetValueOrDefault(x) != now.GetValueOrDefault(x))
                .Select(x => new FieldDiff(x, shownWas.GetValueOrDefault(x), shownNow.GetValueOrDefault(x))),
        ];
    }

    private static JsonNode? Find(JsonNode? node, string[] path) => path.Skip(1).Aggregate(node, (at, name) => at switch
    {
        JsonObject members => members[name],
        JsonArray items when int.TryParse(name, CultureInfo.InvariantCulture, out var place) && place >= 0 && place < items.Count => items[place],
        _ => null,
    });

    private static bool Set(JsonNode result, string[] path, JsonNode? value)
    {
        if (path.Length < 2 || path[0].Length > 0)
        {
            return false;
        }

        switch (Find(result, path[..^1]))
        {
            case JsonObject members when value is null:
                return members.Remove(path[^1]);
            case JsonObject members:
                members[path[^1]] = value.DeepClone();
                return true;
            case JsonArray items when path[^1] == "-" && value is not null:
                items.Add(value.DeepClone());
                return true;
            case JsonArray items when int.TryParse(path[^1], CultureInfo.InvariantCulture, out var place) && place >= 0 && place < items.Count:
                items.RemoveAt(place);
                if (value is not null)
                {
                    items.Insert(place, value.DeepClone());
                }

                return true;
            default:
                return false;
        }
    }
}
