using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gateway.Adapters.Json;

/// <summary>The digest that peers' ledgers show: lower-case hex SHA-256 of named columns joined by <c>|</c>. Chosen.</summary>
public static class RowDigest
{
    /// <summary>Digests a row; an array's elements are joined by commas.</summary>
    /// <param name="row">UTF-8 JSON object.</param>
    /// <param name="columns">Names on the wire, in order.</param>
    public static string Of(ReadOnlyMemory<byte> row, IReadOnlyList<string> columns)
    {
        using var document = JsonDocument.Parse(row);
        return Of(document.RootElement, columns);
    }

    /// <summary>Digests a row that is parsed already.</summary>
    public static string Of(JsonElement row, IReadOnlyList<string> columns) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', columns.Select(column => Text(row, column))))));

    private static string Text(JsonElement row, string column)
    {
        if (!row.TryGetProperty(column, out var value))
        {
            return "";
        }

        return value.ValueKind == JsonValueKind.Array
            ? string.Join(',', value.EnumerateArray().Select(element => element.ToString()))
            : value.ToString();
    }
}
