using System.Text.RegularExpressions;
using CsCheck;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Tables;
using Gateway.UnitTests.Architecture;
using Xunit;

namespace Gateway.UnitTests.Adapters;

/// <summary>What stands in a statement: names are identifiers, and the language is what all three databases share.</summary>
public sealed class TableNameTests
{
    [Theory]
    [InlineData("t_jgdx", "\"t_jgdx\"")]
    [InlineData("exchange.t_jgdx", "\"exchange\".\"t_jgdx\"")]
    public void A_name_is_quoted(string name, string quoted) => Assert.Equal(quoted, SqlName.Quoted(name));

    [Theory]
    [InlineData("")]
    [InlineData("t;drop table x")]
    [InlineData("t\"")]
    [InlineData("a.b.c")]
    [InlineData("a.")]
    [InlineData("1t")]
    [InlineData("表")]
    [InlineData("t_jgdx\n")]
    public void What_is_no_identifier_is_refused(string name) => Assert.NotNull(SqlName.Problem(name, qualified: true));

    // Fails when the expression loses an anchor, or lets a quote through.
    [Fact]
    public void Nothing_that_passes_can_end_a_quotation() => Gen.String.Sample(name =>
    {
        if (SqlName.Problem(name, qualified: true) is null)
        {
            Assert.Matches("^\"[A-Za-z0-9_]+\"(\\.\"[A-Za-z0-9_]+\")?$", SqlName.Quoted(name));
        }
        else
        {
            Assert.Throws<ArgumentException>(() => SqlName.Quoted(name));
        }
    });

    /// <summary>openGauss is a branch of PostgreSQL 9.2, Kingbase keeps much of an older one: what came later or is PostgreSQL's own stays out.</summary>
    [Theory]
    [InlineData(@"on\s+conflict", "PostgreSQL 9.5; openGauss says on duplicate key update")]
    [InlineData(@"=\s*(any|all)\s*\(", "arrays as parameters differ between drivers and servers")]
    [InlineData(@"distinct\s+on", "PostgreSQL's own")]
    [InlineData(@"::\w", "casts in this form are PostgreSQL's own")]
    [InlineData(@"\bilike\b|\blateral\b|\breturning\b", "PostgreSQL's own, or later than 9.2")]
    [InlineData(@"\bjsonb?_|\bjsonb\b", "later than 9.2")]
    [InlineData(@"skip\s+locked|\bmerge\s+into\b|\bfilter\s*\(", "later than 9.2, or not everywhere")]
    [InlineData(@"\bcopy\s|\bunnest\b|generate_series", "PostgreSQL's own")]
    public void The_statements_keep_to_what_the_databases_share(string word, string reason)
    {
        var stores = House.Files("adapters/Gateway.Adapters.Tables", ".cs").Where(x => x.Name.EndsWith("Store", StringComparison.Ordinal) || x.Name == "TableShape").ToList();
        Assert.True(stores.Count >= 4, "the stores are where they were");
        var wrong = stores.Where(x => Regex.IsMatch(WithoutComments(x.Text), word, RegexOptions.IgnoreCase)).Select(x => x.Path).ToList();
        Assert.True(wrong.Count == 0, $"{string.Join(", ", wrong)} says {word}: {reason}.");
    }

    [Fact]
    public void Only_the_stores_speak_to_tables()
    {
        var wrong = House.Files("adapters/Gateway.Adapters.Tables", ".cs")
            .Where(x => !x.Name.EndsWith("Store", StringComparison.Ordinal) && x.Name != "TableShape")
            .Where(x => Regex.IsMatch(WithoutComments(x.Text), @"""\s*(select|insert|update|delete)\s", RegexOptions.IgnoreCase)).Select(x => x.Path).ToList();
        Assert.True(wrong.Count == 0, $"{string.Join(", ", wrong)} holds SQL: put it into the Store of its table.");
    }

    [Theory]
    [InlineData("Host=10.0.0.1;Port=54321;Database=front;Username=u;Password=canary", "10.0.0.1:54321/front")]
    [InlineData("Server=db;Database=front;User Id=u", "db:5432/front")]
    [InlineData("Database=front", null)]
    [InlineData("nonsense", null)]
    public void An_address_says_where_and_not_who(string connectionString, string? address) => Assert.Equal(address, PeerAddressText.Of(connectionString));

    [Theory]
    [InlineData("57P01", true)]
    [InlineData("08006", true)]
    [InlineData("40001", true)]
    [InlineData("53300", true)]
    [InlineData("23505", true)]
    [InlineData("42P01", false)]
    [InlineData("42703", false)]
    [InlineData("42501", false)]
    [InlineData("28P01", false)]
    [InlineData("42601", false)]
    public void A_state_says_whether_it_passes(string state, bool passes)
    {
        var meaning = DatabaseFailures.Meaning(new StateFailure(state), answerLost: true, CancellationToken.None);
        Assert.Equal((passes, passes), (meaning is TransientFailure, meaning is TransientFailure { AnswerLost: true }));
    }

    [Fact]
    public void A_stop_that_was_asked_for_is_no_failure_and_a_bug_stays_one()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.Null(DatabaseFailures.Meaning(new OperationCanceledException(), answerLost: false, stopped.Token));
        Assert.Null(DatabaseFailures.Meaning(new InvalidOperationException(), answerLost: false, CancellationToken.None));
    }

    private static string WithoutComments(string text) => Regex.Replace(text, @"^\s*//.*$", "", RegexOptions.Multiline);

    private sealed class StateFailure(string state) : System.Data.Common.DbException("words")
    {
        public override string? SqlState => state;
    }
}
