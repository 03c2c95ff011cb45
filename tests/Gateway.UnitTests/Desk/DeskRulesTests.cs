using Gateway.Pipeline.Desk;
using Xunit;

namespace Gateway.UnitTests.Desk;

public sealed class DeskRulesTests
{
    [Theory, InlineData(1), InlineData(7), InlineData(60), InlineData(600), InlineData(60_000)]
    public void So_many_go_in_a_minute(int perMinute)
    {
        var (items, pause) = DeskPace.Of(perMinute);
        Assert.Equal(perMinute, items / pause.TotalMinutes, 3);
        Assert.InRange(items, 1, DeskPace.MostAtOnce);
    }

    [Theory]
    [InlineData("frozen", DeskPress.Start, "trial")]
    [InlineData("frozen", DeskPress.GoOn, null)]
    [InlineData("tried", DeskPress.GoOn, "running")]
    [InlineData("paused", DeskPress.GoOn, "running")]
    [InlineData("running", DeskPress.Pause, "paused")]
    [InlineData("running", DeskPress.Start, null)]
    [InlineData("done", DeskPress.Cancel, null)]
    [InlineData("cancelled", DeskPress.GoOn, null)]
    public void A_press_leads_where_it_may(string state, DeskPress press, string? after) => Assert.Equal(after, PressRules.After(state, press));

    [Theory]
    [InlineData("trial", false, 9, 0, 0, 0, "trial", 1)]
    [InlineData("trial", false, 9, 1, 0, 0, "trial", 0)]
    [InlineData("trial", false, 9, 0, 1, 0, "tried", 0)]
    [InlineData("trial", true, 9, 0, 1, 0, "running", 5)]
    [InlineData("trial", true, 9, 0, 0, 1, "paused", 0)]
    [InlineData("trial", true, 0, 0, 0, 1, "done", 0)]
    [InlineData("running", true, 0, 2, 1, 0, "running", 0)]
    [InlineData("running", true, 0, 0, 1, 0, "done", 0)]
    [InlineData("paused", true, 3, 0, 1, 0, "paused", 0)]
    [InlineData("cancelled", true, 0, 1, 1, 0, "cancelled", 0)]
    public void A_step_follows_from_how_the_items_stand(
        string state, bool goesOn, int waiting, int placed, int succeeded, int failed, string next, int items)
    {
        var operation = new DeskOperation(1, state, "", null, 60, goesOn, "甲", default, "甲", default, waiting, placed, succeeded, failed, 0);
        var step = StepRules.Next(operation);
        Assert.Equal((next, items), (step.State, step.Items));
    }
}
