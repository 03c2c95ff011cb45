using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Pull;
using Xunit;

namespace Gateway.UnitTests.Pull;

/// <summary>Landed pages come newest run first; the newest state of a record is the one that counts.</summary>
public sealed class ReplayOrderTests
{
    private readonly IdentityIndex _index = new(0);
    private readonly PullStep _step = new();
    private readonly ReplayOrder _order;

    public ReplayOrderTests() => _order = new ReplayOrder(new RowClassifier(
        Rows.Area, Rows.Normalisers.Of(Feed.Subject), _index, new ContentHash("1"), Rows.Cipher, new HashSet<string>()));

    [Fact]
    public void A_later_change_settles_a_record()
    {
        _order.Add(_step, [Row("a", "三")], run: 3, full: false);
        _order.Add(_step, [Row("a", "二"), Row("b", "二")], run: 2, full: false);
        _order.Add(_step, [Row("a", "一"), Row("b", "一"), Row("c", "一")], run: 1, full: true);
        Assert.Equal(["三", "二", "一"], Names());
        Assert.Equal(3, _step.Repeated);
    }

    [Fact]
    public void Within_an_incremental_run_the_last_change_counts()
    {
        _order.Add(_step, [Row("b", "新")], run: 2, full: false); // its last page comes first
        _order.Add(_step, [Row("a", "旧"), Row("a", "新"), Row("b", "旧")], run: 2, full: false);
        Assert.Equal(["新", "新"], Names());
    }

    [Fact]
    public void Within_a_full_read_the_first_row_counts_and_another_is_kept_apart()
    {
        _order.Add(_step, [Row("a", "先")], run: 1, full: true);
        _order.Add(_step, [Row("a", "后")], run: 1, full: true);
        Assert.Equal(["先"], Names());
        Assert.Equal(ReasonCodes.IdentityRepeated, Assert.Single(_step.Quarantined).Defect.Reason);
    }

    [Fact]
    public void What_a_full_read_merged_before_it_was_held_is_not_taken_back()
    {
        _order.Add(_step, [Row("a", "新")], run: 2, full: true);
        _order.Add(_step, [Row("a", "旧"), Row("b", "旧")], run: 1, full: true);
        Assert.Equal(["新", "旧"], Names());
        Assert.Empty(_step.Quarantined);
    }

    [Fact]
    public void A_record_deleted_later_stays_deleted()
    {
        _index.AddStored(IdentityIndex.HashOf("a"), Guid.CreateVersion7());
        _order.Add(_step, [Row("a", "x", "d")], run: 2, full: false);
        _order.Add(_step, [Row("a", "旧")], run: 1, full: true);
        Assert.Equal(["a"], _step.Deleted);
        Assert.Empty(_step.New);
        Assert.Empty(_step.Changed);
    }

    [Fact]
    public void Rows_without_identity_are_judged_each()
    {
        _order.Add(_step, [Row("", "x")], run: 2, full: false);
        _order.Add(_step, [Row("", "y")], run: 1, full: true);
        Assert.Equal(2, _step.Quarantined.Count);
    }

    private static RawRow Row(string identity, string name, string? operation = null) =>
        Rows.Good(Feed.Subject, identity, ("name", name), ("operation", operation));

    private IEnumerable<string> Names() => _step.New.Select(x => ((Gateway.Pipeline.Normalise.Feeds.SubjectRow)x.Row).Name);
}
