using System.Globalization;

namespace Gateway.Adapters.Files.Ready;

/// <summary>What a <c>.ok</c> file says: how many rows the file has and its hash.</summary>
/// <param name="Rows">Rows without heads.</param>
/// <param name="Algorithm"><c>sha256</c> or <c>sm3</c>.</param>
/// <param name="Hash">Lower-case hex.</param>
internal sealed record OkFile(long Rows, string Algorithm, string Hash)
{
    /// <summary>More is no such file.</summary>
    public const int LongestBytes = 4096;

    public static OkFile? Parse(string text)
    {
        long? rows = null;
        string? algorithm = null, hash = null;
        foreach (var line in text.TrimStart('\ufeff').Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = equals < 0 ? (line, "") : (line[..equals].Trim().ToLowerInvariant(), line[(equals + 1)..].Trim());
            switch (name)
            {
                case "rows" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number):
                    rows = number;
                    break;
                case "sha256" or "sm3" when value.Length == 64 && value.All(char.IsAsciiHexDigit):
                    (algorithm, hash) = (name, value.ToLowerInvariant());
                    break;
                default:
                    break;
            }
        }

        return rows is { } count && hash is not null ? new OkFile(count, algorithm!, hash) : null;
    }

    public static string Write(long rows, string sha256) =>
        string.Create(CultureInfo.InvariantCulture, $"rows={rows}\nsha256={sha256}\n");
}
