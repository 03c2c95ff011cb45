using System.Text.Json;
using Gateway.Adapters.Rest.Calls;
using Gateway.Adapters.Rest.Options;

namespace Gateway.Adapters.Rest.Signing;

/// <summary>The parameters of a call in one text, in the order of their names by code point: <c>a=1&amp;b=2</c>.</summary>
internal static class SortedParameters
{
    public static string Of(SortedOptions options, RequestParts parts, string? body)
    {
        List<(string Name, string Value)> all = [.. parts.Query, .. parts.Form];
        if (options.Headers)
        {
            all.AddRange(parts.Headers);
        }

        if (options.Body && body is { Length: > 0 })
        {
            all.AddRange(Members(body));
        }

        return string.Join(options.Separator, all
            .Where(pair => !options.Exclude.Contains(pair.Name) && !(options.SkipEmpty && pair.Value.Length == 0))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .Select(pair => pair.Name + options.Equal + pair.Value));
    }

    private static IEnumerable<(string Name, string Value)> Members(string body)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.ValueKind != JsonValueKind.Object
            ? []
            : [.. document.RootElement.EnumerateObject().Select(member => (
                member.Name, member.Value.ValueKind == JsonValueKind.Null ? "" : member.Value.ValueKind == JsonValueKind.String
                    ? member.Value.GetString() ?? "" : member.Value.GetRawText()))];
    }
}
