using Gateway.Pipeline.Reload;
using Xunit;

namespace Gateway.UnitTests.Reload;

public sealed class ReloadRulesTests
{
    // Fails when a change is read at first sight: an editor may be half-way through the file.
    [Fact]
    public void A_change_is_read_when_two_looks_in_a_row_saw_the_same()
    {
        Assert.Equal(
            ["Wait", "Wait", "Wait", "Read"],
            Moves(ReloadRules.Done("a"), "b", "bc", "bcd", "bcd"));
    }

    [Fact]
    public void The_first_files_are_read_once_and_then_left_alone() =>
        Assert.Equal(["Wait", "Read", "Nothing", "Nothing"], Moves(ReloadRules.Start, "a", "a", "a", "a"));

    [Fact]
    public void What_was_undone_before_it_came_to_rest_is_no_change() =>
        Assert.Equal(["Wait", "Nothing", "Wait", "Read"], Moves(ReloadRules.Done("a"), "b", "a", "b", "b"));

    private static List<string> Moves(ReloadRules rules, params string[] digests)
    {
        var moves = new List<string>();
        foreach (var digest in digests)
        {
            (var move, rules) = rules.Look(digest);
            rules = move == ReloadMove.Read ? ReloadRules.Done(digest) : rules;
            moves.Add(move.ToString());
        }

        return moves;
    }
}
