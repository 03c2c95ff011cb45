using System.Text.Json;

namespace Gateway.Sandbox.Wire;

/// <summary>A page of a ledger: the total and the entries, under the names that the platform has for them.</summary>
internal static class LedgerRows
{
    public static void Write(Utf8JsonWriter writer, int total, IReadOnlyList<LedgerEntry> entries, string list, string id, string state)
    {
        writer.WriteNumber("total"u8, total);
        writer.WriteStartArray(list);
        foreach (var entry in entries)
        {
            writer.WriteStartObject();
            writer.WriteString(id, entry.Id);
            writer.WriteString(state, entry.State);
            writer.WriteString("digest"u8, entry.Digest);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
