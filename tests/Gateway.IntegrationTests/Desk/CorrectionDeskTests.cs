using System.Text.Json.Nodes;
using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Desk;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Gateway.IntegrationTests.Desk;

/// <summary>Edit and resend: one proposes, another approves.</summary>
public sealed class CorrectionDeskTests(PostgresFixture postgres) : DeliveryBenchTests(postgres)
{
    private readonly FakePeer _peer = new();

    private CorrectionDesk Desk => Bench.Process().GetRequiredService<CorrectionDesk>();

    protected override async ValueTask PrepareAsync()
    {
        Bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, _peer));
        _peer.OnPush = (batch, _) => Task.FromResult(FakePeer.Verdicts(batch, VerdictKind.Rejected, "2002", "检查方式不符合要求"));
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.DrainAsync(Cancelled);
        _peer.OnPush = null;
    }

    [Fact]
    public async Task What_a_second_person_approves_goes_in_as_the_next_version_and_out()
    {
        var proposed = await ProposeAsync(new FieldChange("/method", "书面检查"));
        Assert.Equal("proposed", proposed.State);
        Assert.Equal([new FieldDiff("/method", "现场检查", "书面检查")], proposed.Diff);
        await Bench.DrainAsync(Cancelled);
        Assert.Empty(_peer.Ledger);
        var stored = Assert.IsType<CorrectionOutcome.Done>(await Desk.DecideAsync(proposed.Id, true, "同意", "乙", Cancelled)).Correction;
        Assert.Equal(("stored", "甲", "乙"), (stored.State, stored.ProposedBy, stored.DecidedBy));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(("R1|2", 1), _peer.Ledger["610502-R1"]);
        Assert.Equal(
            ["desk.correction_proposed", "desk.correction_decided"],
            await Bench.ListAsync("select kind from gateway.audit_entry where kind like 'desk.%' order by entry_no"));
        Assert.Equal(["desk"], await Bench.ListAsync("select source from gateway.result_version where version = 2"));
    }

    // Fails when DecideAsync no longer compares the two names; the check of the database then fails the second part only with desk_correction_second_ck dropped.
    [Fact]
    public async Task Nobody_approves_what_he_proposed_not_even_past_the_gateway()
    {
        var proposed = await ProposeAsync(new FieldChange("/method", "书面检查"));
        Assert.Contains("提出人", Assert.IsType<CorrectionOutcome.Refused>(await Desk.DecideAsync(proposed.Id, true, "", "甲", Cancelled)).Why, StringComparison.Ordinal);
        var failure = await Assert.ThrowsAsync<PostgresException>(() => Bench.ListAsync(
            "update gateway.desk_correction set state = 'approved', decided_by = proposed_by returning 1"));
        Assert.Equal("desk_correction_second_ck", failure.ConstraintName);
        Assert.Equal(["1"], await Bench.ListAsync("select version from gateway.result"));
    }

    [Fact]
    public async Task Masked_fields_that_were_not_touched_keep_their_value()
    {
        var shown = await Desk.ShowAsync(ResultSamples.Area, "R1", Cancelled) ?? throw new InvalidOperationException();
        var fields = shown.Fields.ToDictionary();
        Assert.Equal("张**", fields["/inspectors/0/name"]);
        fields["/details"] = "未发现问题";
        var changes = await Desk.ChangesOfAsync(shown, fields, Cancelled);
        Assert.Equal("/details", Assert.Single(changes).Field);
        var proposed = await ProposeAsync([.. changes]);
        await Desk.DecideAsync(proposed.Id, true, "", "乙", Cancelled);
        var after = await Desk.ShowAsync(ResultSamples.Area, "R1", Cancelled) ?? throw new InvalidOperationException();
        Assert.Equal((2, "未发现问题", "张**"), (after.Version, after.Fields.ToDictionary()["/details"], after.Fields.ToDictionary()["/inspectors/0/name"]));
        Assert.DoesNotContain("张样例", string.Join('\n', await Bench.ListAsync("select diff::text || reason from gateway.desk_correction")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/id", "R2", "不能更改")]
    [InlineData("/nowhere/1", "x", "没有可更改的字段")]
    [InlineData("/form", "99", "不符合要求")]
    [InlineData("/exemption", "{\"ground\":\"国家秘密\"}", "不是有效的检查结果")]
    [InlineData("/method", "现场检查", "没有更改")]
    public async Task What_the_intake_would_refuse_is_not_proposed(string field, string value, string why)
    {
        var given = value.StartsWith('{') ? JsonNode.Parse(value) : JsonValue.Create(value);
        var refused = Assert.IsType<CorrectionOutcome.Refused>(
            await Desk.ProposeAsync(ResultSamples.Area, "R1", 1, [new FieldChange(field, given)], "更正", "甲", Cancelled));
        Assert.Contains(why, refused.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_the_county_sent_meanwhile_wins()
    {
        var proposed = await ProposeAsync(new FieldChange("/method", "书面检查"));
        await Bench.StoreAsync(ResultSamples.Result("R1", 2));
        var refused = Assert.IsType<CorrectionOutcome.Done>(await Desk.DecideAsync(proposed.Id, true, "", "乙", Cancelled)).Correction;
        Assert.Equal("refused", refused.State);
        Assert.Contains("冲突", refused.Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_delivery_is_shown_with_what_was_sent_masked_and_what_was_answered()
    {
        var id = long.Parse(Assert.Single(await Bench.ListAsync("select delivery_id from gateway.delivery")), System.Globalization.CultureInfo.InvariantCulture);
        var view = await Bench.Process().GetRequiredService<DeliveryViewStore>().FindAsync(id, Cancelled) ?? throw new InvalidOperationException();
        Assert.Contains("R1|1", view.Sent, StringComparison.Ordinal);
        var attempt = Assert.Single(view.Attempts);
        Assert.Equal(("push", "answered", 1), (attempt.Step, attempt.Outcome, attempt.Rejected));
        Assert.Equal("rejected", view.State);
    }

    private async Task<DeskCorrection> ProposeAsync(params FieldChange[] changes) => Assert.IsType<CorrectionOutcome.Done>(
        await Desk.ProposeAsync(ResultSamples.Area, "R1", 1, changes, "检查方式填写有误", "甲", Cancelled)).Correction;
}
