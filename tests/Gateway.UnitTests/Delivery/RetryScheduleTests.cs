using Gateway.Pipeline.Delivery;
using Xunit;

namespace Gateway.UnitTests.Delivery;

public sealed class RetryScheduleTests
{
    private readonly RetrySchedule _schedule = new(new DeliveryOptions());

    [Fact]
    public void Follows_the_plan_and_ends()
    {
        var waits = Enumerable.Range(1, 9).Select(x => _schedule.After(x, null, 0)?.TotalSeconds).ToArray();
        Assert.Equal([5, 30, 120, 600, 1800, 7200, 21600, 86400, null], waits);
    }

    [Fact]
    public void Lengthens_at_random_but_never_shortens() => Assert.Equal(TimeSpan.FromSeconds(6), _schedule.After(1, null, 1));

    [Theory, InlineData(2, 5), InlineData(90, 90)]
    public void Never_comes_before_the_platform_wants(int asked, int waits) =>
        Assert.Equal(TimeSpan.FromSeconds(waits), _schedule.After(1, TimeSpan.FromSeconds(asked), 0));

    [Fact]
    public void Receipts_are_asked_for_ever_more_rarely_up_to_a_bound()
    {
        Assert.Equal(TimeSpan.FromSeconds(10), _schedule.NextReceipt(TimeSpan.FromSeconds(10), 0));
        Assert.Equal(TimeSpan.FromSeconds(22.5), _schedule.NextReceipt(TimeSpan.FromSeconds(10), 2));
        Assert.Equal(TimeSpan.FromMinutes(10), _schedule.NextReceipt(TimeSpan.FromSeconds(10), 1000));
    }

    [Fact]
    public void No_platform_can_put_a_batch_off_for_ever() =>
        Assert.Equal(TimeSpan.FromHours(1), _schedule.After(1, TimeSpan.FromDays(365), 0));

    [Fact]
    public void A_receipt_that_could_not_be_asked_for_is_not_asked_for_before_the_platform_wants() =>
        Assert.Equal(TimeSpan.FromMinutes(20), _schedule.NextReceipt(TimeSpan.FromSeconds(10), 1, TimeSpan.FromMinutes(20)));
}
