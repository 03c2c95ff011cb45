using System.Text;
using CsCheck;
using Gateway.Adapters.Files;
using Gateway.Adapters.Files.Reading;
using Gateway.Contracts;
using Xunit;

namespace Gateway.UnitTests.Files;

/// <summary>CSV in all its forms: what was written is what is read, page by page, in bounded memory.</summary>
public sealed class CsvTests
{
    private static readonly ReadingLimits Limits = new(3, 4 << 20, 4096, 1024, 20, 1 << 30);

    private static readonly FeedColumns Columns = new(FeedSchemas.Subject, DropDesk.Fields, TimeProvider.System, 1024);

    // Fails when the scanner and the parser disagree on where a record ends (quotes, line feeds, bare returns), or when heads are not repeated.
    [Fact]
    public void What_was_written_is_read()
    {
        var cell = Gen.OneOf(
            Gen.String[Gen.Char["甲乙a,;\"\n\r' |\t1"], 0, 12], Gen.Const("\"\""), Gen.Const("\r\n"), Gen.Const("渭南"), Gen.Const(""));
        Gen.Select(Gen.Select(cell, cell, cell, cell).Array[0, 20], Gen.OneOf(Gen.Const(","), Gen.Const(";"), Gen.Const("\t")), Gen.Bool).Sample((rows, delimiter, returns) =>
        {
            var end = returns ? "\r\n" : "\n";
            var text = string.Join(delimiter, "id", "名称", "类别", "区划") + end
                + string.Concat(rows.Select(row => string.Join(delimiter, new[] { row.Item1, row.Item2, row.Item3, row.Item4 }.Select(Quoted)) + end));
            var reader = new CsvFileReader(new CsvOptions(), Limits);
            var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
            var read = reader.Bodies(file, "f.csv", Columns, TestContext.Current.CancellationToken).SelectMany(body => BodyReader.Read(Columns, body, Limits).Rows).ToList();

            Assert.Equal(
                rows.Select(row => $"{row.Item1}|{row.Item2}|{row.Item3}|{row.Item4}"),
                read.Select(row => $"{row.Values[0]}|{row.Values[Place("name")]}|{row.Values[Place("kind")]}|{row.Values[Place("area")]}"));
            Assert.Equal(Enumerable.Range(1, rows.Length), read.Select(row => row.Place));
            Assert.All(read, row => Assert.Null(row.Unreadable));
            file.Position = 0;
            Assert.Equal(rows.Length, reader.Count(file, default));
        });
    }

    [Fact]
    public void A_record_without_end_is_passed_over_and_spoils_no_other()
    {
        var text = "id,名称,类别,区划\n1,甲,04,610502\n2,\"" + new string('长', 100_000) + "\",04,610502\n3,丙,04,610502\n";
        var reader = new CsvFileReader(new CsvOptions(), Limits);

        var rows = reader.Bodies(new MemoryStream(Encoding.UTF8.GetBytes(text)), "f.csv", Columns, TestContext.Current.CancellationToken)
            .SelectMany(body => BodyReader.Read(Columns, body, Limits).Rows).ToList();

        Assert.Equal(["1", null, "3"], rows.Select(row => row.Values[0]));
        Assert.Contains("4096", rows[1].Unreadable);
        Assert.Equal(3, reader.Count(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken));
    }

    // 2 GB are not allocated here: the scanner holds what it was told to hold, however long the record.
    [Fact]
    public void A_cell_of_two_gigabytes_takes_no_memory()
    {
        var endless = new Repeating("id,名称,类别,区划\n1,\""u8.ToArray(), (byte)'x', 2L << 30, "\",04,610502\n"u8.ToArray());
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(1, new CsvFileReader(new CsvOptions(), Limits).Count(endless, TestContext.Current.CancellationToken));

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 32 << 20);
    }

    [Fact]
    public void A_million_columns_are_refused()
    {
        var head = string.Join(',', Enumerable.Range(0, 1_000_000));

        var refused = Assert.Throws<FileRefused>(() => new CsvFileReader(new CsvOptions(), Limits).Count(new MemoryStream(Encoding.UTF8.GetBytes(head)), TestContext.Current.CancellationToken));

        Assert.Equal("too_wide", refused.Code);
    }

    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create(",;\t\"\r\n");

    private static int Place(string field) => FeedSchemas.Subject[field];

    private static string Quoted(string cell) =>
        cell.Length == 0 ? "\"\"" : cell.AsSpan().IndexOfAny(Special) >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    /// <summary>A beginning, one byte many times, an end.</summary>
    private sealed class Repeating(byte[] begins, byte filler, long times, byte[] ends) : Stream
    {
        private long _at;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => begins.Length + times + ends.Length;

        public override long Position { get => _at; set => _at = value; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var span = buffer.AsSpan(offset, (int)Math.Min(count, Length - _at));
            if (_at >= begins.Length && _at + span.Length <= begins.Length + times)
            {
                span.Fill(filler);
            }
            else
            {
                for (var i = 0; i < span.Length; i++)
                {
                    var at = _at + i;
                    span[i] = at < begins.Length ? begins[at] : at < begins.Length + times ? filler : ends[at - begins.Length - times];
                }
            }

            _at += span.Length;
            return span.Length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
