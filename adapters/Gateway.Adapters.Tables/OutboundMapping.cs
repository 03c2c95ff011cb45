using Gateway.Adapters.Inspection;
using Gateway.Adapters.Json;
using Gateway.Adapters.Mappings;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Tables;

/// <summary>Makes rows of a table out of 检查 rows.</summary>
internal sealed class OutboundMapping
{
    private readonly RowMapping _mapping;

    public OutboundMapping(OutboundOptions options, TimeProvider clock)
    {
        var rules = InspectionColumns.All.Where(column => options.Columns.GetValueOrDefault(column, "").Length > 0).ToDictionary(
            column => options.Columns[column], column => options.Values.GetValueOrDefault(column) ?? FieldRule.Rename(column), StringComparer.Ordinal);
        foreach (var (column, rule) in options.Extra)
        {
            rules[column] = rule;
        }

        _mapping = RowMapping.Compile([.. rules.Keys], rules, clock);
    }

    public Mapping Map(IReadOnlyList<InspectionRow> rows)
    {
        var wire = new List<WireRow>(rows.Count);
        foreach (var row in rows)
        {
            var columns = row.Values.ToDictionary(StringComparer.Ordinal);
            var (values, problem) = _mapping.Map([.. _mapping.Sources.Select(name => columns.GetValueOrDefault(name))]);
            if (problem is not null)
            {
                return new Mapping.Unmappable("value_unfit", problem);
            }

            wire.Add(new WireRow(row.Identity, WireJson.Write(writer =>
            {
                writer.WriteStartObject();
                foreach (var (column, value) in _mapping.Targets.Zip(values))
                {
                    writer.WriteString(column, value ?? "");
                }

                writer.WriteEndObject();
            })));
        }

        return new Mapping.Mapped(wire);
    }
}
