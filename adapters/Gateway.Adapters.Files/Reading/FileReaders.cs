namespace Gateway.Adapters.Files.Reading;

/// <summary>The reader of a file, by its extension.</summary>
internal sealed class FileReaders(FilesOptions options)
{
    private readonly CsvFileReader _csv = new(options.Csv, options.Limits);
    private readonly JsonFileReader _json = new(options.Limits);
    private readonly XlsxFileReader _xlsx = new(options.Xlsx, options.Limits, options.SpoolFolder);

    public IFileReader Of(DropName name) => name.Extension switch
    {
        "csv" => _csv,
        "json" => _json,
        "xlsx" => _xlsx,
        _ => throw new FileRefused("form", $"不支持 .{name.Extension} 文件"),
    };
}
