using System.Globalization;
using System.Text.Json;

namespace Gateway.Sandbox.Data;

/// <summary>Makes the rows of one feed. A row depends on nothing but its key, so no row needs another one in memory.</summary>
internal abstract class FeedRows(Feed feed)
{
    public Feed Feed => feed;

    /// <summary>How many rows the base of an area has, repeats and bad rows included.</summary>
    public abstract int BaseCount(Area area);

    public abstract void WriteColumns(Utf8JsonWriter writer, in RowKey key);

    public virtual string IdentityOf(Area area, int index) => string.Create(CultureInfo.InvariantCulture, $"{feed.Letter}{area.Code}{index:D8}");

    public void Write(Utf8JsonWriter writer, in RowKey key, in Envelope envelope)
    {
        writer.WriteStartObject();
        if (feed.ServiceCode is not null)
        {
            writer.WriteString("cd_id"u8, envelope.Id);
            writer.WriteString("cd_time"u8, ShanghaiClock.Text(envelope.Time));
            writer.WriteString("cd_source"u8, key.Area.Code);
            writer.WriteString("cd_batch"u8, ShanghaiClock.Batch(envelope.Time));
            writer.WriteString("cd_operation"u8, envelope.Operation);
            writer.WriteString("record_unique_identity"u8, IdentityOf(key.Area, key.Index));
        }

        WriteColumns(writer, key);
        writer.WriteEndObject();
    }
}

/// <summary>What names one change of a record; <see cref="Time"/> in seconds since 1970.</summary>
internal readonly record struct Envelope(string Id, long Time, string Operation);
