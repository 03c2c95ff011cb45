using Gateway.Adapters.Failures;
using Gateway.Contracts;

namespace Gateway.Adapters.Tables;

/// <summary>An inbound table as configured for one area: what is selected, and at which place the keyset stands.</summary>
internal sealed class InboundTable
{
    public InboundTable(Feed feed, InboundOptions options, string area)
    {
        (Feed, Options) = (feed, options);
        AreaValues = options.Area.Values.Count > 0 ? options.Area.Values : [area];
        Columns = [.. Wanted(options).Where(x => x.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    public Feed Feed { get; }

    public InboundOptions Options { get; }

    public IReadOnlyList<string> AreaValues { get; }

    /// <summary>Every column that is read, each once.</summary>
    public IReadOnlyList<string> Columns { get; }

    public bool HasTime => Options.Cursor.Time.Length > 0;

    /// <summary>The columns that the table has; one that lacks though it is not optional stops the read.</summary>
    /// <exception cref="PermanentFailure">A column lacks, or is of a kind that can't be exchanged.</exception>
    public IReadOnlyList<string> Selected(TableShape shape)
    {
        shape.Require([.. Columns.Except(Options.OptionalColumns), .. Options.Area.Column is { Length: > 0 } area ? [area] : Array.Empty<string>()]);
        List<string> selected = [.. Columns.Where(shape.Has)];
        if (selected.Where(column => shape[column] == ColumnKind.Other).ToList() is { Count: > 0 } others)
        {
            throw new PermanentFailure("column_type", $"表 {shape.Table} 的列 {string.Join("、", others)} 不是文本、数字、日期或时间，不能读取");
        }

        return selected;
    }

    private static IEnumerable<string> Wanted(InboundOptions options) =>
        [options.Cursor.Time, options.Cursor.Id, options.Record, options.Deletion.Column, .. options.Read()];
}
