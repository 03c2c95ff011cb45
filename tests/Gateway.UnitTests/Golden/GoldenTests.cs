using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gateway.UnitTests.Golden;

/// <summary>
/// Every sample of every profile: what is made of a page that came in, or of a record that goes out. A new sample is a new folder and no code.
/// On a difference <c>received.json</c> is written beside it; <c>GATEWAY_ACCEPT=1</c> makes it the expected one.
/// Fails when a field's name, a code, a bit of the bytes sent, the words of a refusal or the way a faulty answer is judged changes.
/// </summary>
public sealed class GoldenTests
{
    private static readonly JsonSerializerOptions Shown =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string, string> Samples() => [.. GoldenSample.All()];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_is_understood_and_sent_as_expected(string profile, string name)
    {
        var sample = GoldenSample.Read(profile, name);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 4, 1, 0, 0, TimeSpan.Zero));
        JsonNode seen = (sample.Config.Feed, sample.Config.Target) switch
        {
            ({ } feed, null) => await GoldenRead.DescribeAsync(sample, feed, time),
            (null, { } target) => await GoldenPush.DescribeAsync(sample, target, time),
            _ => throw new InvalidOperationException("config.yaml names either a feed or a target"),
        };
        GoldenExpectation.Compare(sample.Folder, seen.ToJsonString(Shown) + "\n");
    }

    [Fact]
    public void Every_profile_that_talks_has_samples() => Assert.Superset(
        new HashSet<string> { "exchange-rest", "publicity", "credit", "double-random", "law-enforcement", "hotline" }, GoldenSample.All().Select(x => x.Profile).ToHashSet());
}
