using System.Globalization;
using System.Text;
using Gateway.Adapters.Failures;
using nietras.SeparatedValues;

namespace Gateway.Adapters.Files.Sending;

/// <summary>A line of the other side's list of errors: row (heads not counted; 0: the file), column, value, reason.</summary>
internal sealed record FileError(int Row, string Column, string Reason)
{
    private const int Longest = 16 << 20;

    public static async Task<IReadOnlyList<FileError>> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 << 10];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > Longest)
            {
                throw new PermanentFailure("errors_too_large", "对方的错误清单超过 16 MB，无法读取");
            }
        }

        return Read(Json.BodyText.ToUtf8(bytes.ToArray()).Utf8.Span);
    }

    public static IReadOnlyList<FileError> Read(ReadOnlySpan<byte> utf8)
    {
        var errors = new List<FileError>();
        using var reader = Sep.New(',').Reader(o => o with { HasHeader = false, Unescape = true, DisableColCountCheck = true })
            .FromText(Encoding.UTF8.GetString(utf8));
        foreach (var line in reader)
        {
            // The head, and blank lines, name no row.
            if (line.ColCount >= 4 && line[0].ToString() is var row && !(line.RowIndex == 0 && !IsNumber(row)) && (row.Length == 0 || IsNumber(row)))
            {
                errors.Add(new FileError(
                    row.Length == 0 ? 0 : int.Parse(row, CultureInfo.InvariantCulture), line[1].ToString(), line[3].ToString()));
            }
        }

        return errors;
    }

    private static bool IsNumber(string text) => text.Length is > 0 and < 10 && text.All(char.IsAsciiDigit);
}
