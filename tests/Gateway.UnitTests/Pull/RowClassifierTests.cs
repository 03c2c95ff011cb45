using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Pull;
using Xunit;

namespace Gateway.UnitTests.Pull;

/// <summary>What a row is, decided in memory.</summary>
public sealed class RowClassifierTests
{
    private const string Id = "610503-1";

    private readonly IdentityIndex _index = new(0);
    private readonly HashSet<string> _open = [];
    private readonly PullStep _step = new();
    private readonly ContentHash _hash = new(Rows.Normalisers.Version);

    [Fact]
    public void A_record_not_stored_is_new()
    {
        Take(Good());
        Assert.Equal(Id, Assert.Single(_step.New).Row.Identity);
    }

    [Fact]
    public void A_record_stored_with_this_content_is_not_normalised_again()
    {
        Store(Good());
        Take(Good(("changeId", "another"), ("changedAt", "2026-11-21 00:00:00")));
        Assert.Equal((1, 0, 0), (_step.Unchanged, _step.New.Count, _step.Changed.Count));
    }

    [Fact]
    public void A_record_stored_with_other_content_is_changed()
    {
        Store(Good(("name", "旧名称")));
        Take(Good());
        Assert.Single(_step.Changed);
    }

    [Fact]
    public void A_bad_record_is_kept_apart_and_what_is_stored_of_it_counts_as_present()
    {
        Store(Good());
        Take(Good(("kind", "99")));
        var row = Assert.Single(_step.Quarantined);
        Assert.Equal((Id, Id, ReasonCodes.KindUnknown), (row.RowKey, row.Identity, row.Defect.Reason));
        Assert.Equal(0, _index.StoredUnmet);
    }

    [Fact]
    public void The_raw_row_is_sealed_and_comes_back()
    {
        Take(Good(("kind", "99")));
        var raw = Rows.Cipher.UnprotectText(_step.Quarantined[0].RawSealed);
        Assert.Contains("样例商贸有限公司", raw, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_rows_of_one_identity_the_first_wins_whether_the_second_says_the_same_or_not()
    {
        Take(Good());
        Take(Good());
        Take(Good(("name", "另一名称")));
        Assert.Equal((1, 1), (_step.New.Count, _step.Repeated));
        var repeat = Assert.Single(_step.Quarantined);
        Assert.Equal((ReasonCodes.IdentityRepeated, Id), (repeat.Defect.Reason, repeat.Identity));
        Assert.StartsWith(Id + "#", repeat.RowKey, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repeat_that_is_bad_itself_counts_under_its_own_reason_first_and_is_not_the_records_own_entry()
    {
        Take(Good());
        Take(Good(("name", " ")));
        var repeat = Assert.Single(_step.Quarantined);
        Assert.Equal(ReasonCodes.NameMissing, repeat.Defect.Reason);
        Assert.NotEqual(Id, repeat.RowKey);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_row_without_a_usable_identity_is_unreadable(string? identity)
    {
        Take(Good(("identity", identity)));
        Assert.Equal(ReasonCodes.RowUnreadable, Assert.Single(_step.Quarantined).Defect.Reason);
    }

    [Fact]
    public void An_identity_that_no_index_could_hold_is_unreadable()
    {
        Take(Good(("identity", new string('1', 3_000))));
        Assert.Equal(ReasonCodes.RowUnreadable, Assert.Single(_step.Quarantined).Defect.Reason);
    }

    [Fact]
    public void A_row_that_could_not_be_read_says_why()
    {
        Take(Good() with { Unreadable = "嵌套超过 32 层" });
        Assert.Equal("嵌套超过 32 层", Assert.Single(_step.Quarantined).Defect.Message);
    }

    [Theory]
    [InlineData("d")]
    [InlineData("D")]
    public void A_deletion_deletes_whatever_else_the_row_says(string operation)
    {
        Store(Good());
        Take(Good(("operation", operation), ("kind", "99")));
        Assert.Equal([Id], _step.Deleted);
        Assert.Equal(0, _index.StoredUnmet);
        Assert.Empty(_step.Quarantined);
    }

    [Fact]
    public void A_deletion_is_counted_once()
    {
        Store(Good());
        Take(Good(("operation", "d")));
        Take(Good(("operation", "d")));
        Assert.Equal((2, 1, 1), (_step.Fetched, _step.Deleted.Count, _step.Repeated));
    }

    [Theory]
    [InlineData(null)] // comes good unchanged
    [InlineData("新名称")]
    [InlineData("d")]
    public void A_record_that_comes_good_or_goes_leaves_quarantine(string? how)
    {
        _open.Add(Id);
        Store(Good());
        Take(how is null ? Good() : how == "d" ? Good(("operation", "d")) : Good(("name", how)));
        Assert.Equal([Id], _step.CameGood);
    }

    [Fact]
    public void Every_row_is_counted_once()
    {
        Store(Good(("identity", "stored")));
        Take(Good());
        Take(Good());
        Take(Good(("identity", "stored")));
        Take(Good(("identity", "bad"), ("area", "999999")));
        Take(Good(("identity", null)));
        Assert.Equal(_step.Fetched, _step.New.Count + _step.Changed.Count + _step.Unchanged + _step.Deleted.Count + _step.Quarantined.Count + _step.Repeated);
        Assert.Equal(5, _step.Fetched);
    }

    private static RawRow Good(params (string, string?)[] other) => Rows.Good(Feed.Subject, Id, other);

    private void Store(RawRow row) => _index.AddStored(IdentityIndex.HashOf(row.Values[Envelope.Identity]!), _hash.Of(row.Values));

    private void Take(RawRow row) =>
        new RowClassifier(Rows.Area, Rows.Normalisers.Of(Feed.Subject), _index, _hash, Rows.Cipher, _open).Take(_step, row);
}
