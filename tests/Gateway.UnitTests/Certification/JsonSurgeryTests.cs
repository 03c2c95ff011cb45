using System.Text;
using Gateway.Pipeline.Certification.Certify;
using Xunit;

namespace Gateway.UnitTests.Certification;

public sealed class JsonSurgeryTests
{
    private const string Page = """{"code":"0","data":{"total":2,"rows":[{"id":"1","name":"甲","depts":[{"c":1},{"c":2},{"c":3}]},{"id":"2","name":"乙"}]}}""";

    [Fact]
    public void Rows_are_the_outermost_array_of_objects() => Assert.Equal(2, JsonSurgery.RowsIn(Bytes(Page)));

    [Theory]
    [InlineData("""{"code":"0","data":{"secret":"x"}}""")]
    [InlineData("<html></html>")]
    [InlineData("""["a","b"]""")]
    [InlineData("")]
    public void What_has_no_rows_stays_byte_for_byte(string body)
    {
        Assert.Null(JsonSurgery.RowsIn(Bytes(body)));
        Assert.Equal(Bytes(body), JsonSurgery.WithoutRows(Bytes(body)));
        Assert.Equal(Bytes(body), JsonSurgery.WithField(Bytes(body), "x", "y"));
    }

    [Fact]
    public void Only_what_is_asked_for_is_changed()
    {
        Assert.Equal("""{"code":"0","data":{"total":2,"rows":[]}}""", Text(JsonSurgery.WithoutRows(Bytes(Page))));
        Assert.Equal("""{"rows":[{"id":"1"},{"id":"2"},{"id":"1"}]}""", Text(JsonSurgery.FirstRowAgain(Bytes("""{"rows":[{"id":"1"},{"id":"2"},{"id":"3"}]}"""))));
        Assert.Equal("""[{"id":"1","new":"x"}]""", Text(JsonSurgery.WithField(Bytes("""[{"id":"1"}]"""), "new", "x")));
        Assert.Equal("""[{"b":1}]""", Text(JsonSurgery.WithoutField(Bytes("""[{"a":"甲","b":1}]"""), "a")));
        Assert.Equal("""[{"a":{"value":"x"},"b":[1]}]""", Text(JsonSurgery.Retyped(Bytes("""[{"a":"甲","b":[1]}]"""), "a")));
        Assert.Equal("""[{"a":"甲","b":"x"}]""", Text(JsonSurgery.Retyped(Bytes("""[{"a":"甲","b":[1]}]"""), "b")));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
