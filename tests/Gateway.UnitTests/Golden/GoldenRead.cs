using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Xunit;

namespace Gateway.UnitTests.Golden;

/// <summary>A page as it came in, read through the whole adapter: rows, drift, cursor and what was asked.</summary>
internal static class GoldenRead
{
    public static async Task<JsonNode> DescribeAsync(GoldenSample sample, string feedName, TimeProvider time)
    {
        var feed = FeedNames.Parse(feedName) ?? throw new InvalidOperationException($"feed {feedName}");
        using var peer = new GoldenPeer(sample.Input, sample.AnswerType, sample.Config.Status);
        var source = GoldenCatalog.Load(sample, peer, time).SourceOf(GoldenCatalog.Area, feed)!;
        var seen = new JsonObject();
        var pages = new JsonArray();
        try
        {
            await foreach (var page in source.ReadAsync(Request(sample, feed), TestContext.Current.CancellationToken))
            {
                var read = Describe(page, feed);
                pages.Add(read);
                // What is landed has to say the same when it is replayed.
                Assert.Equal(RowsOf(page.Rows, feed).ToJsonString(), RowsOf(source.Parse(feed, page.Body), feed).ToJsonString());
            }
        }
        catch (Exception e) when (e is TransientFailure or PermanentFailure)
        {
            seen["failure"] = GoldenFailure.Describe(e);
        }

        seen["requests"] = new JsonArray([.. peer.Requests.Select(x => JsonValue.Create(x))]);
        if (pages.Count > 0)
        {
            seen["pages"] = pages;
        }

        return seen;
    }

    private static PullRequest Request(GoldenSample sample, Feed feed) => new(
        GoldenCatalog.Area, feed, sample.Config.Mode == "full" ? PullMode.Full : PullMode.Incremental, null, Time(sample.Config.From), Time(sample.Config.To));

    private static DateTime? Time(string? text) => text is null ? null : DateTime.Parse(text, CultureInfo.InvariantCulture);

    private static JsonObject Describe(SourcePage page, Feed feed)
    {
        var seen = new JsonObject { ["number"] = page.Number };
        if (page.SnapshotId is { } snapshot)
        {
            seen["snapshotId"] = snapshot;
        }

        if (page.Total is { } total)
        {
            seen["total"] = total;
        }

        if (page.Cursor is { } cursor)
        {
            seen["cursor"] = string.Join(' ', new[] { cursor.ChangedAt?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), cursor.ChangeId, cursor.Opaque }.OfType<string>());
        }

        seen["rows"] = RowsOf(page.Rows, feed);
        seen["drift"] = new JsonArray([.. page.Rows.Drift.Select(x => JsonValue.Create($"{x.Kind} {x.Field} {x.Rows}"))]);
        return seen;
    }

    private static JsonArray RowsOf(PageRows rows, Feed feed) => new([.. rows.Rows.Select(row =>
    {
        var seen = new JsonObject();
        if (row.Unreadable is { } why)
        {
            seen["unreadable"] = why;
        }

        foreach (var (field, value) in FeedSchemas.Of(feed).Fields.Zip(row.Values).Where(x => x.Second is not null))
        {
            seen[field.Name] = value;
        }

        return seen;
    })]);
}

internal static class GoldenFailure
{
    public static JsonNode Describe(Exception failure) => failure switch
    {
        TransientFailure transient => new JsonObject
        {
            ["kind"] = "transient", ["code"] = transient.Code, ["answerLost"] = transient.AnswerLost, ["message"] = transient.Message,
        },
        PermanentFailure permanent => new JsonObject { ["kind"] = "permanent", ["code"] = permanent.Code, ["message"] = permanent.Message },
        _ => throw new InvalidOperationException(),
    };
}
