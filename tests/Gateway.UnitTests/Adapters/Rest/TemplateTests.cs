using System.Text.Json;
using System.Xml.Linq;
using CsCheck;
using Gateway.Adapters.Rest.Templates;
using Xunit;

namespace Gateway.UnitTests.Adapters.Rest;

/// <summary>What a variable becomes where it stands.</summary>
public sealed class TemplateTests
{
    [Theory]
    [InlineData("""{"a":{"b":[{}]}}""", """{"a":{"b":[{}]}}""")]
    [InlineData("""{"no":"{batchNo}","rows":{rows}}""", """{"no":"B1","rows":[{"x":1}]}""")]
    [InlineData("{at}|{at:yyyyMMdd}|{at:HH:mm:ss}|{at:ms}|{day}|{day:yyyy/MM/dd}", "2026-11-03 08:30:00|20261103|08:30:00|1793665800000|2026-11-03|2026/11/03")]
    [InlineData("{row.企业名称}/{row.codes}", "甲/01,02")]
    public void A_text_is_its_own_but_for_its_variables(string template, string expected) =>
        Assert.Equal(expected, Template.Of(template).Render(Values(), TextForm.Json));

    [Fact]
    public void A_text_whose_variables_all_lack_a_value_is_none()
    {
        Assert.Null(Template.Of("{from}").Render(Values(), TextForm.Plain));
        Assert.Equal("B1-", Template.Of("{batchNo}-{from}").Render(Values(), TextForm.Plain));
        Assert.Equal("", Template.Of("").Render(Values(), TextForm.Plain));
    }

    [Fact]
    public void Rows_become_elements_in_xml() => Assert.Equal(
        "<b><fields><x>1</x></fields></b>", Template.Of("<b>{rows:fields}</b>").Render(Values(), TextForm.Xml));

    [Fact]
    public void No_value_breaks_out_of_the_json_or_xml_it_stands_in() => Gen.String.Sample(value =>
    {
        var values = new CallValues { ["v"] = value };
        using var json = JsonDocument.Parse(Template.Of("""{"v":"{v}"}""").Render(values, TextForm.Json)!);
        // A lone surrogate has no UTF-8: it becomes the replacement character.
        Assert.Equal(Whole(value), json.RootElement.GetProperty("v").GetString());
        var xml = Template.Of("<v>{v}</v>").Render(values, TextForm.Xml)!;
        if (value.All(c => !char.IsSurrogate(c)))
        {
            Assert.Equal(
                string.Concat(value.Where(System.Xml.XmlConvert.IsXmlChar)).ReplaceLineEndings("\n"),
                XElement.Parse(xml, LoadOptions.PreserveWhitespace).Value.ReplaceLineEndings("\n"));
        }
    });

    private static string Whole(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    private static CallValues Values() => new()
    {
        ["batchNo"] = "B1", ["rows"] = new RawJson("""[{"x":1}]"""), ["row"] = new RawJson("""{"企业名称":"甲","codes":["01","02"]}"""),
        ["at"] = new DateTime(2026, 11, 3, 8, 30, 0), ["day"] = new DateOnly(2026, 11, 3), ["from"] = null,
    };
}
