using CsCheck;
using Xunit;

namespace Gateway.UnitTests.Files;

/// <summary>R8: a half-written file is never read, whatever is done to it and whenever.</summary>
public sealed class HalfWrittenTests
{
    private const string Name = "610502_subject_20261127_001.csv";
    private const string Ok = "610502_subject_20261127_001.ok";

    /// <summary>What the other side does with its file, in any order.</summary>
    private enum Act
    {
        Drip,
        Stall,
        LayOk,
        LayEarlyOk,
        Truncate,
        RenameAway,
        RenameBack,
        Read,
    }

    // Fails when Readiness.Whole is given without comparing the hash, or when the .ok is not asked for.
    [Fact]
    public async Task Dripped_stalled_truncated_renamed_with_its_ok_at_any_time_it_is_read_whole_or_not_at_all() =>
        await Gen.Enum<Act>().Array[5, 25].SampleAsync(
            async acts =>
            {
                using var desk = new DropDesk();
                var content = DropDesk.Csv(40);
                var written = 0;
                var away = false;
                foreach (var act in acts)
                {
                    var path = desk.At(away ? "elsewhere.part" : Name);
                    switch (act)
                    {
                        case Act.Drip:
                            var next = Math.Min(content.Length, written + (content.Length / 4) + 1);
                            await using (var stream = new FileStream(path, FileMode.Append))
                            {
                                stream.Write(content.AsSpan(written, next - written));
                            }

                            written = next;
                            break;
                        case Act.Truncate when File.Exists(path):
                            written /= 2;
                            await using (var stream = new FileStream(path, FileMode.Open))
                            {
                                stream.SetLength(written);
                            }

                            break;
                        case Act.LayOk or Act.LayEarlyOk:
                            await File.WriteAllTextAsync(desk.At(Ok), DropDesk.OkOf(content, 40), TestContext.Current.CancellationToken);
                            break;
                        case Act.RenameAway when !away && File.Exists(path):
                            File.Move(path, desk.At("elsewhere.part"));
                            away = true;
                            break;
                        case Act.RenameBack when away:
                            File.Move(path, desk.At(Name));
                            away = false;
                            break;
                        case Act.Read:
                            var rows = await desk.RowsAsync();
                            var whole = !away && written == content.Length && (rows > 0 || File.Exists(desk.At(Ok)));
                            Assert.Equal(whole ? 40 : 0, rows);
                            if (rows > 0)
                            {
                                return;
                            }

                            break;
                        default:
                            break;
                    }
                }
            },
            iter: 150);

    // Fails when rows are read from the file itself instead of from the copy that was hashed.
    [Theory, InlineData("overwritten"), InlineData("truncated"), InlineData("renamed"), InlineData("grown")]
    public async Task What_is_done_to_it_while_it_is_read_never_shows_half_of_it(string what)
    {
        var content = DropDesk.Csv(40_000);
        var other = DropDesk.Csv(40_000, "别的");
        DropDesk? desk = null;
        using var made = desk = new DropDesk(folders => new Meddling(folders, Name, 5000, () => Meddle(desk!, what, other)));
        desk.Lay(Name, content, 40_000);

        var pages = await desk.ReadAsync();

        var names = pages.SelectMany(page => page.Rows.Rows).Select(row => row.Values[Gateway.Contracts.FeedSchemas.Subject["name"]]!).ToList();
        Assert.True(names.Count is 0 or 40_000, $"{names.Count} rows");
        Assert.All(names, name => Assert.StartsWith("样例", name));
        Assert.Equal(what == "renamed" ? 40_000 : 0, names.Count);
    }

    [Theory]
    [InlineData("rows=3\nsha256=")]
    [InlineData("rows=3\n")]
    [InlineData("sha256=0000000000000000000000000000000000000000000000000000000000000000\nrows=3\n")]
    [InlineData("")]
    [InlineData("rows=4\nsha256={0}\n")]
    [InlineData("rows=-3\nsha256={0}\n")]
    public async Task An_ok_that_does_not_say_what_the_file_is_lets_nothing_be_read(string ok)
    {
        using var desk = new DropDesk();
        var content = DropDesk.Csv(3);
        desk.Lay(Name, content, 3);
        await File.WriteAllTextAsync(
            desk.At(Ok), ok.Replace("{0}", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)), StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Equal(0, await desk.RowsAsync());
        Assert.True(File.Exists(desk.At(Name)));
    }

    [Fact]
    public async Task Sm3_will_do_instead_of_sha256()
    {
        using var desk = new DropDesk();
        var content = DropDesk.Csv(3);
        desk.Lay(Name, content, 3);
        var digest = new Org.BouncyCastle.Crypto.Digests.SM3Digest();
        digest.BlockUpdate(content);
        var hash = new byte[32];
        digest.DoFinal(hash);
        await File.WriteAllTextAsync(desk.At(Ok), $"SM3 = {Convert.ToHexString(hash)}\r\nROWS = 3\r\n", TestContext.Current.CancellationToken);

        Assert.Equal(3, await desk.RowsAsync());
    }

    // Fails when IsLate looks at the wrong clock, or when an unready file is passed over in silence.
    [Fact]
    public async Task A_file_that_never_becomes_whole_is_a_finding_after_an_hour_and_not_before()
    {
        using var desk = new DropDesk();
        await File.WriteAllBytesAsync(desk.At(Name), DropDesk.Csv(3), TestContext.Current.CancellationToken);
        Assert.Empty((await desk.ReadAsync()).SelectMany(page => page.Findings));

        File.SetLastWriteTimeUtc(desk.At(Name), TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-61));

        var finding = Assert.Single((await desk.ReadAsync()).SelectMany(page => page.Findings));
        Assert.Equal(("file_late", Name, true), (finding.Problem, finding.About, finding.IsLate));
    }

    [Fact]
    public async Task Changes_wait_for_an_earlier_file_that_is_still_being_written()
    {
        using var desk = new DropDesk();
        desk.Lay(Name, DropDesk.Csv(2), 2);
        var cursor = (await desk.ReadAsync())[^1].Cursor;
        await File.WriteAllBytesAsync(desk.At("610502_subject_change_20261127_001.csv"), DropDesk.Csv(1), TestContext.Current.CancellationToken);
        desk.Lay("610502_subject_change_20261127_002.csv", DropDesk.Csv(1), 1);

        Assert.Empty((await desk.ReadAsync(cursor)).SelectMany(page => page.Rows.Rows));

        desk.Lay("610502_subject_change_20261127_001.csv", DropDesk.Csv(1), 1);
        Assert.Equal(2, (await desk.ReadAsync(cursor)).Sum(page => page.Rows.Rows.Count));
    }

    [Fact]
    public async Task A_link_in_the_folder_is_no_file()
    {
        using var desk = new DropDesk();
        var outside = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllBytesAsync(outside, DropDesk.Csv(3), TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(desk.At(Name), outside);
        await File.WriteAllTextAsync(desk.At(Ok), DropDesk.OkOf(DropDesk.Csv(3), 3), TestContext.Current.CancellationToken);

        Assert.Equal(0, await desk.RowsAsync());
        File.Delete(outside);
    }

    private static void Meddle(DropDesk desk, string what, byte[] other)
    {
        switch (what)
        {
            case "overwritten":
                File.WriteAllBytes(desk.At(Name), other);
                break;
            case "truncated":
                using (var stream = new FileStream(desk.At(Name), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                {
                    stream.SetLength(20_000);
                }

                break;
            case "renamed":
                File.Move(desk.At(Name), desk.At("elsewhere.csv"));
                break;
            case "grown":
                using (var stream = new FileStream(desk.At(Name), FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
                {
                    stream.Write("r9999,多,04,610502\n"u8);
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(what), what, null);
        }
    }
}
