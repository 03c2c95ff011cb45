using Gateway.Adapters.CodeMaps;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Files.Folders;
using Gateway.Adapters.Files.Sending;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Json;
using Gateway.Adapters.Mappings;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Files;

/// <summary>
/// A target to which results go as files. The other side answers by moving the file: into <c>done/</c> it is taken, into <c>failed/</c> it is
/// not; a list of errors beside it judges single rows.
/// </summary>
public abstract class FileSink : ISink
{
    private readonly TargetFiles _files;
    private readonly InspectionRowMaker _rows;
    private readonly FileDelivery _delivery;
    private readonly RowMapping _columns;

    private protected FileSink(AdapterContext context, string target, string profile, FilesOptions options, TargetFiles files, IDropFolders folders)
    {
        (Target, _files) = (target, files);
        _rows = new InspectionRowMaker(context.CdSource, new ResultCodeMap(files.CheckResults), files.CheckResultPrecedence);
        var columns = files.Columns.Count > 0 ? files.Columns : FieldRules.Renames(InspectionColumns.Defaults());
        _columns = RowMapping.Compile([.. columns.Keys], columns, context.Time);
        _delivery = new FileDelivery(context.Area, options, files, folders);
        Traits = files.Routing.ToTraits(
            files.Public, context.ExemptByRule.TryGetValue(target, out var exempt) ? exempt : null, asynchronousReceipts: true);
        Limits = files.Limits.ToLimits();
        Platform = new PlatformKey(profile, folders.Address);
    }

    /// <inheritdoc/>
    public string Target { get; }

    /// <inheritdoc/>
    public PlatformKey Platform { get; }

    /// <inheritdoc/>
    public TargetTraits Traits { get; }

    /// <inheritdoc/>
    public SinkLimits Limits { get; }

    /// <inheritdoc/>
    public byte[] Compose(BatchStamp stamp, IReadOnlyList<WireRow> rows) =>
        ResultFile.Write(_files.Format, _columns.Targets, rows);

    /// <inheritdoc/>
    public Task<PushOutcome> PushAsync(PushBatch batch, CancellationToken cancellationToken) => _delivery.LayAsync(batch, cancellationToken);

    /// <inheritdoc/>
    public Task<PushOutcome> ProbeAsync(PushBatch batch, CancellationToken cancellationToken) => _delivery.ProbeAsync(batch, cancellationToken);

    /// <inheritdoc/>
    public Task<PushOutcome> ReceiptAsync(PushBatch batch, CancellationToken cancellationToken) => _delivery.ReceiptAsync(batch, cancellationToken);

    /// <summary>The rows of a result.</summary>
    private protected Mapping RowsOf(Shareable result, BatchStamp stamp) => _rows.Make(result, stamp) switch
    {
        InspectionRows.Made made => Mapped(made.Rows),
        InspectionRows.Not not => not.Mapping,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private Mapping Mapped(IReadOnlyList<InspectionRow> rows)
    {
        var wire = new List<WireRow>(rows.Count);
        foreach (var row in rows)
        {
            var columns = row.Values.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
            var (values, problem) = _columns.Map([.. _columns.Sources.Select(source => columns[source])]);
            if (problem is not null)
            {
                return new Mapping.Unmappable("mapping", problem);
            }

            wire.Add(new WireRow(row.Identity, Json(values)));
        }

        return new Mapping.Mapped(wire);
    }

    private byte[] Json(string?[] values) => WireJson.Write(writer =>
    {
        writer.WriteStartObject();
        for (var i = 0; i < values.Length; i++)
        {
            writer.WriteString(_columns.Targets[i], values[i] ?? "");
        }

        writer.WriteEndObject();
    });
}

/// <summary>Files shared with another authority.</summary>
public sealed class FileSharingSink : FileSink, ISharingSink
{
    internal FileSharingSink(AdapterContext context, string target, string profile, FilesOptions options, TargetFiles files, IDropFolders folders)
        : base(context, target, profile, options, files, folders)
    {
    }

    /// <inheritdoc/>
    public Mapping Map(Shareable result, BatchStamp stamp) => RowsOf(result, stamp);
}

/// <summary>Files that the other side publishes.</summary>
public sealed class FilePublicitySink : FileSink, IPublicitySink
{
    internal FilePublicitySink(AdapterContext context, string target, string profile, FilesOptions options, TargetFiles files, IDropFolders folders)
        : base(context, target, profile, options, files, folders)
    {
    }

    /// <inheritdoc/>
    public Mapping Map(Publishable result, BatchStamp stamp) => RowsOf(result.Shareable, stamp);
}
