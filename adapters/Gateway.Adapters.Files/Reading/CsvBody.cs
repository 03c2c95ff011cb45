using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gateway.Adapters.Files.Reading;

/// <summary>
/// What a page's body says before its records: <c>#csv</c>, file, row of the first record, delimiter; then the file's head and its records
/// as they stand in the file, in UTF-8.
/// </summary>
/// <param name="File">Name of the file.</param>
/// <param name="FirstRow">Row of the first record, from 1, heads not counted.</param>
/// <param name="Delimiter">Between the values.</param>
internal sealed record CsvBody(string File, long FirstRow, char Delimiter)
{
    /// <summary>Stands for a record that was too long to be held.</summary>
    public const char TooLong = '\u0001';

    private static ReadOnlySpan<byte> Mark => "#csv\t"u8;

    public static bool Is(ReadOnlySpan<byte> body) => body.StartsWith(Mark);

    public void Write(IBufferWriter<byte> to, ReadOnlySpan<byte> heads)
    {
        to.Write(Mark);
        to.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{File}\t{FirstRow}\t{(int)Delimiter}\n")));
        to.Write(heads);
        to.Write("\n"u8);
    }

    /// <summary>Reads it, and where the file's head begins.</summary>
    public static (CsvBody Body, int HeadAt) Read(ReadOnlySpan<byte> body)
    {
        var end = body.IndexOf((byte)'\n');
        var parts = Encoding.UTF8.GetString(body[Mark.Length..end]).Split('\t');
        return (
            new CsvBody(parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture), (char)int.Parse(parts[2], CultureInfo.InvariantCulture)),
            end + 1);
    }
}
