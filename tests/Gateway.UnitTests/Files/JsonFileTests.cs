using System.Text;
using System.Text.Json;
using CsCheck;
using Gateway.Adapters.Files;
using Gateway.Adapters.Files.Reading;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Xunit;

namespace Gateway.UnitTests.Files;

/// <summary>JSON files: an array, or an object a line.</summary>
public sealed class JsonFileTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly ReadingLimits Limits = new(3, 4 << 20, 4096, 1024, 20, 1 << 30);

    private static readonly FeedColumns Columns = new(FeedSchemas.Subject, DropDesk.Fields, TimeProvider.System, 1024);

    // Fails when braces, commas or escapes within texts end an element.
    [Fact]
    public void What_was_written_is_read() => Gen.Select(Gen.String[Gen.Char["甲a{}[],:\"\\\n 1"], 0, 12].Array[0, 15], Gen.Bool, Gen.Bool).Sample((names, lines, spaced) =>
    {
        var objects = names.Select((name, i) => JsonSerializer.Serialize(
            new Dictionary<string, object> { ["id"] = $"r{i}", ["名称"] = name, ["其他"] = new[] { new { x = "]}" } } }, spaced && !lines ? Indented : JsonSerializerOptions.Default));
        var text = lines ? string.Join("\r\n", objects) : $"{(spaced ? " \n" : "")}[{string.Join(spaced ? " ,\n" : ",", objects)}]";

        var rows = Read(text);

        Assert.Equal(names, rows.Select(row => row.Values[FeedSchemas.Subject["name"]]));
        Assert.Equal(names.Length, Count(text));
    });

    [Fact]
    public void One_bad_element_spoils_its_own_row()
    {
        var rows = Read("""[{"id":"1"},{"id":2 "x":},"text",{"id":"4","名称":""" + "\"" + new string('长', 1_000_000) + "\"}," + """{"id":"5"}]""");

        Assert.Equal(["1", null, null, null, "5"], rows.Select(row => row.Values[0]));
        Assert.Equal([true, false, false, false, true], rows.Select(row => row.Unreadable is null));
    }

    [Fact]
    public void Deep_nesting_spoils_its_own_row()
    {
        var deep = "{\"id\":\"2\",\"名称\":" + new string('[', 1500) + new string(']', 1500) + "}";

        var rows = Read($$"""[{"id":"1"},{{deep}},{"id":"3"}]""");

        Assert.Equal([null, "嵌套超过 32 层", null], rows.Select(row => row.Unreadable));
    }

    [Theory, InlineData("[{\"id\":\"1\"},"), InlineData("[{\"id\":\"1\"},{\"id\":"), InlineData("<html>")]
    public void What_is_cut_off_or_something_else_is_refused(string text) => Assert.Throws<FileRefused>(() => Count(text));

    private static List<RawRow> Read(string text) => new JsonFileReader(Limits)
        .Bodies(new MemoryStream(Encoding.UTF8.GetBytes(text)), "f.json", Columns, TestContext.Current.CancellationToken)
        .SelectMany(body => BodyReader.Read(Columns, body, Limits).Rows).ToList();

    private static long Count(string text) => new JsonFileReader(Limits).Count(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken);
}
