using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>Receipts of pushed rows: 0 and 2001 to 2005.</summary>
public sealed class ExchangePushTests(SandboxSession session) : IClassFixture<SandboxSession>
{
    private readonly ExchangeCaller _caller = new(session);

    [Fact]
    public async Task Takes_the_samples_as_they_are()
    {
        Assert.Equal("0", await _caller.ReceiptAsync("result", SampleRows.Result("610502-ok-01")));
        Assert.Equal("0", await _caller.ReceiptAsync("checklist", SampleRows.Checklist()));
        Assert.Equal("0", await _caller.ReceiptAsync("plan", SampleRows.Plan()));
        Assert.Equal("0", await _caller.ReceiptAsync("quality", SampleRows.Quality()));
    }

    [Fact]
    public async Task Refuses_2001_for_each_required_column_of_a_result()
    {
        string[] optional =
            ["entrust_dept", "entrust_dept_code", "address_registered", "address_operating", "submitted_personnel", "plan_id", "company_type"];
        foreach (var column in SampleRows.Result().Select(member => member.Key).Except(optional))
        {
            Assert.True(await _caller.ReceiptAsync("result", SampleRows.Result("610502-m").With(column, null)) == "2001", column);
            Assert.True(await _caller.ReceiptAsync("result", SampleRows.Result("610502-m").With(column, "")) == "2001", column);
        }
    }

    [Theory]
    [InlineData("supervise_item_implement_code", "6101000000000")]
    [InlineData("supervise_item_check_icode", "11610500MA20C1JK3Q6")]
    [InlineData("supervise_item_check_icode", "11610500MA20C1JK3R1")]
    [InlineData("implement_institution_code", "11610500MA20C1JK3R")]
    [InlineData("administrative_cp_ui_code", "91610500MA0000007K")]
    [InlineData("area_number", "6105")]
    [InlineData("check_date", "2026/11/20")]
    [InlineData("check_date", "2026-02-30")]
    [InlineData("submitted_date", "2026-11-20")]
    [InlineData("submitted_date", "2026-11-19 23:59:59")]
    [InlineData("check_personnel", "王建国")]
    [InlineData("check_personnel", "王建国，李敏")]
    [InlineData("check_personnel_code", "SX61050200001,")]
    [InlineData("cd_time", "2026-11-23")]
    [InlineData("cd_batch", "20261123")]
    public async Task Refuses_2002_for_a_wrong_form(string column, string value) =>
        Assert.Equal("2002", await _caller.ReceiptAsync("result", SampleRows.Result("610502-f").With(column, value)));

    [Fact]
    public async Task Takes_a_result_that_was_submitted_on_the_day_of_the_check() =>
        Assert.Equal("0", await _caller.ReceiptAsync("result", SampleRows.Result("610502-same-day").With("submitted_date", "2026-11-20 00:00:00")));

    [Theory]
    [InlineData("check_form", "03")]
    [InlineData("check_result", "5")]
    [InlineData("administrative_cp_na", "4")]
    [InlineData("administrative_cp_ce_type", "002")]
    [InlineData("area_number", "110000")]
    [InlineData("cd_operation", "x")]
    public async Task Refuses_2003_for_an_unknown_code(string column, string value) =>
        Assert.Equal("2003", await _caller.ReceiptAsync("result", SampleRows.Result("610502-c").With(column, value)));

    [Fact]
    public async Task Checks_the_rows_of_the_other_services_too()
    {
        Assert.Equal("2002", await _caller.ReceiptAsync("checklist", SampleRows.Checklist().With("set_basis", "《成品油市场管理办法》")));
        Assert.Equal("2003", await _caller.ReceiptAsync("checklist", SampleRows.Checklist().With("supervise_level", "省")));
        Assert.Equal("2003", await _caller.ReceiptAsync("checklist", SampleRows.Checklist().With("item_class", "紧急")));
        Assert.Equal("2001", await _caller.ReceiptAsync("checklist", SampleRows.Checklist().With("matter_codes", null)));
        Assert.Equal("2002", await _caller.ReceiptAsync("checklist", SampleRows.Checklist().With("matter_codes", new JsonArray("610"))));
        Assert.Equal("2002", await _caller.ReceiptAsync("plan", SampleRows.Plan().With("end_date", "2026-02-01")));
        Assert.Equal("2001", await _caller.ReceiptAsync("plan", SampleRows.Plan().With("check_quantity", "")));
        Assert.Equal("2003", await _caller.ReceiptAsync("quality", SampleRows.Quality().With("issue_class", "其他")));
        Assert.Equal("2002", await _caller.ReceiptAsync("quality", SampleRows.Quality().With("sample", "610502199001010011")));
    }

    [Fact]
    public async Task Keeps_versions_by_the_latest_one()
    {
        var first = SampleRows.Result("610502-v-01");
        var second = first.With("check_result", "2");
        Assert.Equal("2005", await _caller.ReceiptAsync("result", first.With("cd_operation", "u")));
        Assert.Equal("2005", await _caller.ReceiptAsync("result", first.With("cd_operation", "d")));
        Assert.Equal("0", await _caller.ReceiptAsync("result", first));
        var again = await _caller.PushAsync("result", first.With("cd_batch", "2026112300002").With("cd_id", "other"));
        Assert.Equal("重复报送", again.GetProperty("data").GetProperty("receipts")[0].GetProperty("message").GetString());
        Assert.Equal("2004", await _caller.ReceiptAsync("result", second));
        Assert.Equal("0", await _caller.ReceiptAsync("result", second.With("cd_operation", "u")));
        Assert.Equal(2, await VersionsAsync("610502-v-01"));
        // Back to an earlier content is a new version, not a repeat.
        Assert.Equal("0", await _caller.ReceiptAsync("result", first.With("cd_operation", "u")));
        Assert.Equal(3, await VersionsAsync("610502-v-01"));
        Assert.Equal("0", await _caller.ReceiptAsync("result", first.With("cd_operation", "d")));
        Assert.Equal("0", await _caller.ReceiptAsync("result", first.With("cd_operation", "d")));
        Assert.Equal(4, await VersionsAsync("610502-v-01"));
        Assert.Equal("2005", await _caller.ReceiptAsync("result", second.With("cd_operation", "u")));
        Assert.Equal("0", await _caller.ReceiptAsync("result", second));
        Assert.Equal(5, await VersionsAsync("610502-v-01"));
    }

    [Fact]
    public async Task Shows_in_the_ledger_what_was_taken_with_its_digest()
    {
        var row = SampleRows.Result("610523-l-01").With("area_number", "610523");
        Assert.Equal("0", await _caller.ReceiptAsync("result", row));
        Assert.Equal("0", await _caller.ReceiptAsync("result", SampleRows.Result("610523-l-02").With("area_number", "610523").With("submitted_date", "2026-11-21 08:00:00")));
        var data = (await _caller.CallAsync("s_610000_result_ledger", "?area_number=610523&from=2026-11-20&to=2026-11-20&page_num=1")).GetProperty("data");
        Assert.Equal(1, data.GetProperty("total").GetInt32());
        var entry = data.GetProperty("rows")[0];
        var text = $"610523-l-01|{SampleRows.Enterprise}|{SampleRows.Organ}|2026-11-20|1";
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), entry.GetProperty("digest").GetString());
        Assert.Equal("TAKEN", entry.GetProperty("state").GetString());
        await _caller.ReceiptAsync("result", row.With("cd_operation", "d"));
        data = (await _caller.CallAsync("s_610000_result_ledger", "?area_number=610523&from=2026-11-20&to=2026-11-21&page_num=1")).GetProperty("data");
        Assert.Equal(["DELETED", "TAKEN"], data.GetProperty("rows").EnumerateArray().Select(one => one.GetProperty("state").GetString()));
        Assert.Equal("9001", await _caller.CodeAsync("s_610000_result_ledger", "?area_number=610523&from=x&to=2026-11-21&page_num=1"));
    }

    [Fact]
    public async Task Keeps_secret_and_ledger_over_a_restart()
    {
        Assert.Equal("0", await _caller.ReceiptAsync("result", SampleRows.Result("610502-restart")));
        await session.RestartAsync();
        var again = await _caller.PushAsync("result", SampleRows.Result("610502-restart"));
        Assert.Equal("重复报送", again.GetProperty("data").GetProperty("receipts")[0].GetProperty("message").GetString());
        var line = (await session.LedgerAsync("p1")).Single(one => one.GetProperty("id").GetString() == "610502-restart");
        Assert.Equal((1, 2), (line.GetProperty("versions").GetInt32(), line.GetProperty("received").GetInt32()));
    }

    private async Task<int> VersionsAsync(string id) =>
        (await session.LedgerAsync("p1")).Single(line => line.GetProperty("id").GetString() == id).GetProperty("versions").GetInt32();
}
