using System.Text;
using System.Text.Unicode;
using Gateway.Adapters.Sources;
using nietras.SeparatedValues;

namespace Gateway.Adapters.Files.Reading;

/// <summary>Reads the records of a page's body into the places of the schema. One record's fault makes that row unreadable and no other.</summary>
internal static class CsvRows
{
    public static PageRows Parse(FeedColumns columns, ReadOnlyMemory<byte> body, ReadingLimits limits)
    {
        var (head, at) = CsvBody.Read(body.Span);
        var records = body[at..];
        var valid = Utf8.IsValid(records.Span);
        using var reader = Sep.New(head.Delimiter).Reader(o => o with
        {
            HasHeader = false,
            Unescape = true,
            DisableColCountCheck = true,
        }).FromText(Encoding.UTF8.GetString(records.Span));
        ColumnPlaces? places = null;
        var rows = new List<RawRow>(limits.PageRows);
        var values = new string?[columns.Sources.Count];
        foreach (var record in reader)
        {
            var raw = Take(ref records);
            if (places is null)
            {
                places = Places(columns, record);
                continue;
            }

            rows.Add(Row(columns, places, record, values, raw, valid, limits, head, rows.Count));
        }

        return new PageRows(rows, places?.Drift(rows.Count) ?? []);
    }

    private static ColumnPlaces Places(FeedColumns columns, SepReader.Row record)
    {
        var names = new string[record.ColCount];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = record[i].ToString();
        }

        return new ColumnPlaces(columns, names);
    }

    private static RawRow Row(
        FeedColumns columns, ColumnPlaces places, SepReader.Row record, string?[] values, ReadOnlyMemory<byte> raw, bool valid, ReadingLimits limits,
        CsvBody head, int index)
    {
        string? unreadable = null;
        if (record[0].Span is [CsvBody.TooLong])
        {
            unreadable = $"记录超过 {limits.RecordBytes} 字节";
        }
        else if (record.ColCount != places.Count)
        {
            unreadable = $"有 {record.ColCount} 列，表头有 {places.Count} 列（检查引号与分隔符）";
        }
        else if (!valid && !Utf8.IsValid(raw.Span))
        {
            unreadable = "记录含有无效的 UTF-8 字节";
        }

        Array.Clear(values);
        for (var i = 0; unreadable is null && i < values.Length; i++)
        {
            if (places.Of(i) is >= 0 and var column)
            {
                var cell = record[column];
                unreadable = cell.Span.Length > limits.ValueBytes ? $"“{columns.Sources[i]}”超过 {limits.ValueBytes} 字" : null;
                values[i] = cell.ToString();
            }
        }

        return columns.Row(values, raw, unreadable, head.File, (int)head.FirstRow + index);
    }

    /// <summary>The record's own bytes.</summary>
    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> records)
    {
        var quoted = false;
        var end = CsvScanner.EndOf(records.Span, ref quoted);
        var record = end < 0 ? records : records[..end];
        records = end < 0 ? default : records[(end + 1)..];
        return record;
    }
}
