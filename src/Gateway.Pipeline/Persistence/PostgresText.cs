using System.Diagnostics.CodeAnalysis;

namespace Gateway.Pipeline.Persistence;

/// <summary>Text that PostgreSQL can hold: it refuses U+0000, and one such character from a platform would fail a whole step.</summary>
internal static class PostgresText
{
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text) =>
        text is not null && text.Contains('\0') ? text.Replace("\0", "", StringComparison.Ordinal) : text;
}
