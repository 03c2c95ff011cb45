using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Xunit;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>Profile 7: what it refuses, what it takes, and that a known MessageId is answered as before.</summary>
public sealed class LawEnforcementTests(SandboxSession session) : IClassFixture<SandboxSession>
{
    private static int s_number;

    [Fact]
    public async Task Takes_records_and_says_which_it_refuses()
    {
        var reply = await SendAsync([SampleRows.Result("610502-71-01"), SampleRows.Result("610502-71-02").With("check_result", "9")]);
        Assert.Equal("0", (string?)reply.Element("Code"));
        var rejected = Assert.Single(reply.Element("Rejected")!.Elements());
        Assert.Equal(("Record", "610502-71-02"), (rejected.Name.LocalName, (string?)rejected.Attribute("id")));
        Assert.Contains("check_result", rejected.Element("Reason")!.Value, StringComparison.Ordinal);
        Assert.Equal(["610502-71-01 TAKEN 1"], await HeldAsync("610502-71"));
    }

    [Fact]
    public async Task A_known_message_is_answered_as_before_whatever_it_holds()
    {
        var id = NewId();
        var first = await SendAsync([SampleRows.Result("610502-72-01").With("check_result", "9")], id);
        var second = await SendAsync([SampleRows.Result("610502-72-02")], id);
        Assert.Equal(first.ToString(), second.ToString());
        Assert.Empty(await HeldAsync("610502-72"));
        await session.RestartAsync();
        Assert.Equal(first.ToString(), (await SendAsync([SampleRows.Result("610502-72-02")], id)).ToString());
        Assert.Empty(await HeldAsync("610502-72"));
    }

    [Fact]
    public async Task The_same_record_in_a_new_message_is_a_new_version_and_d_withdraws_it()
    {
        await SendAsync([SampleRows.Result("610502-73-01")]);
        await SendAsync([SampleRows.Result("610502-73-01").With("check_result", "2").With("cd_operation", "u")]);
        Assert.Equal(["610502-73-01 TAKEN 2"], await HeldAsync("610502-73"));
        await SendAsync([SampleRows.Result("610502-73-01").With("check_result", "2").With("cd_operation", "d")]);
        Assert.Equal(["610502-73-01 DELETED 3"], await HeldAsync("610502-73"));
        var reply = await SendAsync([SampleRows.Result("610502-73-09").With("cd_operation", "d")]);
        Assert.Contains("无此记录", reply.Element("Rejected")!.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sign", "00000000000000000000000000000000", "1")]
    [InlineData("Sender", "somebody-else", "1")]
    [InlineData("Service", "XZCF", "3")]
    [InlineData("SendTime", "2026-11-23T12:00:00", "2")]
    public async Task Refuses_a_wrong_head(string element, string value, string code)
    {
        var reply = await SendAsync([SampleRows.Result("610502-74-01")], spoil: message => message.Descendants(element).Single().Value = value, signLast: element is "Service" or "SendTime");
        Assert.Equal(code, (string?)reply.Element("Code"));
        Assert.Empty(await HeldAsync("610502-74"));
    }

    [Fact]
    public async Task Refuses_a_signature_in_lower_case() => Assert.Equal("1", (string?)(await SendAsync(
        [SampleRows.Result("610502-74-01")], spoil: x => x.Descendants("Sign").Single().Value = x.Descendants("Sign").Single().Value.ToLowerInvariant(), signLast: false)).Element("Code"));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("<ExchangeMessage/>")]
    [InlineData("<ExchangeMessage><Header/><Body><fields/></Body></ExchangeMessage>")]
    [InlineData("<!DOCTYPE ExchangeMessage [<!ENTITY a \"x\">]><ExchangeMessage><Header/><Body/></ExchangeMessage>")]
    public async Task Refuses_what_is_no_message(string body) => Assert.Equal("2", (string?)(await PostAsync(body)).Element("Code"));

    [Fact]
    public async Task Refuses_a_message_without_records_or_under_another_type()
    {
        Assert.Equal("2", (string?)(await SendAsync([])).Element("Code"));
        Assert.Equal("2", (string?)(await PostAsync("<ExchangeMessage/>", "text/xml")).Element("Code"));
    }

    private static string NewId() => "M" + Interlocked.Increment(ref s_number).ToString(CultureInfo.InvariantCulture);

    private async Task<XElement> SendAsync(JsonObject[] records, string? id = null, Action<XElement>? spoil = null, bool signLast = true)
    {
        var message = new XElement(
            "ExchangeMessage",
            new XElement(
                "Header", new XElement("MessageId", id ?? NewId()), new XElement("Sender", session.Options.EnforcementSender),
                new XElement("SendTime", "2026-11-23 12:00:00"), new XElement("Service", "XZJC"), new XElement("Sign", "")),
            new XElement("Body", records.Select(x => new XElement("fields", x.Select(y => new XElement(y.Key, (string?)y.Value))))));
        Sign(message);
        spoil?.Invoke(message);
        if (signLast)
        {
            Sign(message);
        }

        return await PostAsync(message.ToString(SaveOptions.DisableFormatting));
    }

    [SuppressMessage("Security", "CA5351", Justification = "The platform signs so.")]
    private void Sign(XElement message)
    {
        var head = message.Element("Header")!;
        if (((string?)head.Element("Sign"))?.StartsWith("0000", StringComparison.Ordinal) == true || (string?)head.Element("Sender") != session.Options.EnforcementSender)
        {
            return;
        }

        var text = (string?)head.Element("MessageId") + (string?)head.Element("Sender") + (string?)head.Element("SendTime") + session.Options.EnforcementSecret;
        head.Element("Sign")!.Value = Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private async Task<XElement> PostAsync(string body, string type = "application/xml")
    {
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue(type, "UTF-8");
        using var response = await session.Http.PostAsync("p7/exchange", content, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode);
        return XElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<string[]> HeldAsync(string beginning) =>
    [
        .. (await session.LedgerAsync("p7")).Where(x => x.GetProperty("id").GetString()!.StartsWith(beginning, StringComparison.Ordinal))
            .Select(x => $"{x.GetProperty("id")} {x.GetProperty("state")} {x.GetProperty("versions")}"),
    ];
}
