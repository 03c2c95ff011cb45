using System.Diagnostics;
using System.Text;
using System.Text.Json;
using CsCheck;
using Gateway.Adapters.Http;
using Gateway.Adapters.Json;
using Gateway.Adapters.Mappings;
using Gateway.Adapters.Mappings.Steps;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Xunit;

namespace Gateway.UnitTests.Mappings;

/// <summary>What holds for every text.</summary>
public sealed class MappingPropertyTests
{
    private static readonly FeedSchema Schema = FeedSchemas.Subject;

    private static readonly string[] Odd =
    [
        "", " ", "\ud800", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2958465.99999999", "9223372036854775807", "{\"a\":", "甲、\ud800",
    ];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String, Gen.String[Gen.Char["0123456789-/.:年月日万元亿 ，,、Ａ９　TZ+{}[]\""], 0, 30],
        Gen.Int[0, Odd.Length - 1].Select(place => Odd[place]));

    private static readonly MappingStep[] Steps =
    [
        new() { Trim = true }, new() { Fold = true }, new() { Split = new() { By = "、" } }, new() { Split = new() { By = ",", Take = -2 } },
        new() { Member = "a.b" }, new() { Regex = new() { Pattern = "(\\d+)-(.*)" } }, new() { Regex = new() { Pattern = "(?<=a)(.*)b" } },
        new() { Date = new() }, new() { Date = new() { Formats = ["iso", "excel", "epoch", "epochMs", "yyyy年M月d日"], To = "datetime" } },
        new() { Number = new() { Unit = "亿元", To = "分" } }, new() { Number = new() { Scale = 12 } },
        new() { Codes = new() { Map = new() { ["1"] = "01" }, On = "b" } },
        new() { Codes = new() { Map = new() { ["1"] = "01" }, From = new DateOnly(2026, 1, 1), On = "b", Unknown = OnMappingError.Keep } },
        new() { Default = "x" },
    ];

    [Fact]
    public void Every_chain_of_steps_answers_for_every_text() => Gen.Select(Text, Text, Gen.Int[0, Steps.Length - 1].Array[1, 4]).Sample((a, b, chain) =>
    {
        var rule = new FieldRule { From = ["a"], Steps = [.. chain.Select(place => Steps[place])] };
        var mapping = RowMapping.Compile(["x"], new Dictionary<string, FieldRule> { ["x"] = rule }, TimeProvider.System);
        var row = mapping.Map([a, b, .. new string?[mapping.Sources.Count]]);
        return row.Problem is null || (row.Values[0] is null && row.Problem.StartsWith("字段 x：", StringComparison.Ordinal));
    });

    /// <summary>
    /// Fails when the general path puts a value elsewhere, loses an absent field, or counts drift another way than the plain map
    /// (tried: <c>expected</c> left at 0 in SourceNames).
    /// </summary>
    [Fact]
    public void Renames_alone_read_the_same_rows_as_a_field_map() => Rows().Sample(rows =>
    {
        var names = Schema.Fields.Select((field, place) => (field.Name, Wire: $"列{place}")).Where((_, place) => place % 3 != 1)
            .ToDictionary(pair => pair.Name, pair => pair.Wire, StringComparer.Ordinal);
        var plain = new PageReader(new FieldMap(Schema, names), "rows", new TransportOptions());
        var renames = FieldRules.Compile(Schema, FieldRules.Renames(names), TimeProvider.System);
        // A step that does nothing takes the general path.
        var nothing = new MappingStep { Codes = new() { Map = new() { ["∎"] = "∎" }, Unknown = OnMappingError.Keep } };
        var general = FieldRules.Compile(
            Schema, names.ToDictionary(x => x.Key, x => new FieldRule { From = [x.Value], Steps = x.Key == "kind" ? [nothing] : null }),
            TimeProvider.System);
        Assert.True(renames.IsRename);
        Assert.False(general.IsRename);

        var body = Encoding.UTF8.GetBytes($$"""{"rows":{{rows}},"code":"0"}""");
        var expected = plain.Read(body, 10);

        foreach (var mapping in new[] { renames, general })
        {
            var read = new MappedRows(Schema, mapping, 32, 1 << 20).ReadPage(body, "rows", 10);
            Assert.Equal("0", read["code"]);
            Assert.Equal(expected.Rows!.Select(Shown), read.Rows!.Select(Shown));
            Assert.Equal(Drift(expected.Drift), Drift(read.Drift.Where(drift => drift.Kind != "retyped" || drift.Field != names["kind"])));
        }

        string Shown(RawRow row) => string.Join('|', row.Values.Select(value => value ?? "∅")) + row.Unreadable + Encoding.UTF8.GetString(row.Raw.Span);
        IEnumerable<FieldDrift> Drift(IEnumerable<FieldDrift> drift) => drift
            .Where(one => one.Kind != "retyped" || one.Field != names["kind"]).OrderBy(one => one.Kind + one.Field, StringComparer.Ordinal);
    });

    /// <summary>Fails when patterns are matched by backtracking without a limit (tried: backtracking with a limit of a minute).</summary>
    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(([a-z])+.)+[A-Z]([a-z])+$")]
    [InlineData("(?=(a+)+$)b")]
    [InlineData("^(a|aa)+\\1$")]
    public void A_catastrophic_pattern_ends_soon(string pattern)
    {
        var rule = new FieldRule { From = ["a"], Steps = [new() { Regex = new() { Pattern = pattern } }] };
        var mapping = RowMapping.Compile(["x"], new Dictionary<string, FieldRule> { ["x"] = rule }, TimeProvider.System);
        var watch = Stopwatch.StartNew();

        var row = mapping.Map([new string('a', 40_000) + "!"]);

        Assert.NotNull(row.Problem);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}, limit {RegexText.Limit}");
    }

    private static Gen<string> Rows() => Gen.Select(Gen.Int[-2, Schema.Fields.Count], Text, Gen.Int[0, 5], (place, text, kind) => (place, text, kind))
        .List[0, 12].List[0, 6].Select(rows => JsonSerializer.Serialize(rows.Select(row => row.Select(cell => cell.place).Distinct()
            .ToDictionary(place => $"列{place}", place => Value(row.First(cell => cell.place == place))))));

    private static object? Value((int Place, string Text, int Kind) cell) => cell.Kind switch
    {
        0 => null,
        1 => 12.5,
        2 => true,
        3 => new[] { "甲", cell.Text },
        _ => cell.Text,
    };
}
