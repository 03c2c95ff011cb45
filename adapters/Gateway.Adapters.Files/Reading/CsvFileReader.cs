using System.Buffers;
using System.Text;

namespace Gateway.Adapters.Files.Reading;

/// <summary>CSV: UTF-8 with or without mark, or GB18030; quoted values may hold delimiters and line feeds; blank lines are no rows.</summary>
internal sealed class CsvFileReader(CsvOptions options, ReadingLimits limits) : IFileReader
{
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    public long Count(Stream file, CancellationToken cancellationToken)
    {
        var scanner = new CsvScanner(TextForm.Utf8(file, options.Encoding), limits.RecordBytes);
        Head(scanner);
        long rows = 0;
        while (scanner.Next(out var record, out _))
        {
            rows += record.IsEmpty ? 0 : 1;
            if ((rows & 0xffff) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return rows;
    }

    public IEnumerable<ReadOnlyMemory<byte>> Bodies(Stream file, string name, FeedColumns columns, CancellationToken cancellationToken)
    {
        var scanner = new CsvScanner(TextForm.Utf8(file, options.Encoding), limits.RecordBytes);
        var (head, delimiter) = Head(scanner);
        long row = 1;
        var size = 64 << 10;
        for (var more = true; more && (row == 1 || !cancellationToken.IsCancellationRequested);)
        {
            var body = new ArrayBufferWriter<byte>(size);
            new CsvBody(name, row, delimiter).Write(body, head);
            var rows = 0;
            while (rows < limits.PageRows && body.WrittenCount < limits.PageBytes && (more = scanner.Next(out var record, out var tooLong)))
            {
                if (!record.IsEmpty)
                {
                    Add(body, record, tooLong);
                    rows++;
                }
            }

            if (rows > 0 || row == 1)
            {
                row += rows;
                size = body.WrittenCount + 1024;
                yield return body.WrittenMemory;
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private static void Add(ArrayBufferWriter<byte> body, ReadOnlySpan<byte> record, bool tooLong)
    {
        if (tooLong)
        {
            body.Write([(byte)CsvBody.TooLong]);
        }
        else if (record.Contains((byte)'\r'))
        {
            WriteWithoutReturns(body, record);
        }
        else
        {
            body.Write(record);
        }

        body.Write("\n"u8);
    }

    // A bare carriage return outside of quotes would end the record for one reader and not for another.
    private static void WriteWithoutReturns(ArrayBufferWriter<byte> body, ReadOnlySpan<byte> record)
    {
        var quoted = false;
        var to = body.GetSpan(record.Length);
        for (var i = 0; i < record.Length; i++)
        {
            quoted ^= record[i] == '"';
            to[i] = record[i] == '\r' && !quoted ? (byte)' ' : record[i];
        }

        body.Advance(record.Length);
    }

    private (byte[] Head, char Delimiter) Head(CsvScanner scanner)
    {
        while (scanner.Next(out var record, out var tooLong))
        {
            if (record.IsEmpty)
            {
                continue;
            }

            var text = Encoding.UTF8.GetString(record);
            var delimiter = options.Delimiter is { Length: 1 } given ? given[0] : Delimiters.MaxBy(x => text.Count(y => y == x));
            if (tooLong || text.Count(x => x == delimiter) >= limits.Columns)
            {
                throw new FileRefused("too_wide", $"表头超过 {limits.Columns} 列，或过长");
            }

            return (record.ToArray(), delimiter);
        }

        throw new FileRefused("no_head", "文件没有表头");
    }
}
