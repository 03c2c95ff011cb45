using System.Text.Json;

namespace Gateway.Adapters.Json;

/// <summary>Reads members of small answers without trusting their shape.</summary>
public static class JsonText
{
    /// <summary>A member's text: a string, or a number as written; otherwise <see langword="null"/>.</summary>
    public static string? TextOf(this JsonElement element, string name) => element.Member(name) is { } value
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        }
        : null;

    /// <summary>A member, or <see langword="null"/> when there is none or the element is no object.</summary>
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    /// <summary>The elements of an array member, or <see langword="null"/> when it is no array.</summary>
    public static IReadOnlyList<JsonElement>? ListOf(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray()] : null;

    /// <summary>A whole number, written as a number or as text.</summary>
    public static long? NumberOf(this JsonElement element, string name) =>
        long.TryParse(element.TextOf(name), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
