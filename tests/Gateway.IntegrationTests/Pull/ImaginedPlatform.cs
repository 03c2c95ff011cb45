using System.Text;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.IntegrationTests.Pull;

/// <summary>
/// A platform of credit grades in memory: every change is committed at an instant and dated at or before it; a read sees the last version
/// of each record, ordered by time and change id, in pages of any size, and may break off at a page's edge.
/// </summary>
internal sealed class ImaginedPlatform : ISource, IAdapterDirectory
{
    private static readonly FeedSchema Schema = FeedSchemas.CreditGrade;

    private readonly Dictionary<string, RawRow> _rows = [];
    private readonly string _area;
    private int _changes;

    public ImaginedPlatform(string area, TimeSpan overlap)
    {
        _area = area;
        Areas = [new AreaSettings(area, area, "县", [new FeedSettings(Feed.CreditGrade, "imagined", "0 0 * * *", "0 0 * * 0", overlap, 0.2)], [], "0 0 * * *", null)];
    }

    public int PageSize { get; set; } = 3;

    /// <summary>Pages that are given before the read breaks off; none when it doesn't.</summary>
    public int? BreaksAfter { get; set; }

    public List<byte[]> Served { get; } = [];

    public string Profile => "imagined";

    public IReadOnlyCollection<Feed> Feeds => [Feed.CreditGrade];

    public IReadOnlyList<AreaSettings> Areas { get; }

    public string Version => "imagined";

    /// <summary>What a gateway must have: identity and time of the last version.</summary>
    public IEnumerable<string> Expected => _rows.Values.Select(x => $"{x.Values[Envelope.Identity]} {x.Values[Envelope.ChangeId]}").Order(StringComparer.Ordinal);

    public void Commit(int record, DateTime changedAt)
    {
        var values = new string?[Schema.Fields.Count];
        values[Envelope.Identity] = $"r{record}";
        values[Envelope.ChangeId] = $"c{++_changes:D6}";
        values[Envelope.ChangedAt] = changedAt.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        values[Schema["credentialCode"]] = "91350100M000100Y43";
        values[Schema["grade"]] = "A";
        values[Schema["basis"]] = $"{_changes}";
        _rows[$"r{record}"] = new RawRow(values, Encoding.UTF8.GetBytes(string.Join('|', values)));
    }

    public ISource? SourceOf(string area, Feed feed) => area == _area && feed == Feed.CreditGrade ? this : null;

    public IReadOnlyList<ISink> SinksOf(string area) => [];

    public async IAsyncEnumerable<SourcePage> ReadAsync(
        PullRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = _rows.Values.Where(x => request.Mode == PullMode.Full || (At(x) >= request.UpdatedFrom && At(x) < request.UpdatedTo))
            .OrderBy(At).ThenBy(x => x.Values[Envelope.ChangeId], StringComparer.Ordinal).ToList();
        await Task.CompletedTask; // in memory
        var number = 0;
        foreach (var page in rows.Chunk(PageSize).DefaultIfEmpty([]))
        {
            if (number++ == BreaksAfter)
            {
                throw new TransientFailure("reset", "与对方的连接中断");
            }

            var body = Encoding.UTF8.GetBytes(string.Join('\n', page.Select(x => Encoding.UTF8.GetString(x.Raw.Span))));
            Served.Add(body);
            yield return new SourcePage
            {
                Number = number, Body = body, Rows = new PageRows(page, []), Total = rows.Count,
                Cursor = page.Length == 0 ? null : new FeedCursor(At(page[^1]), page[^1].Values[Envelope.ChangeId], null),
            };
        }
    }

    public PageRows Parse(Feed feed, ReadOnlyMemory<byte> body) => new(
        [.. Encoding.UTF8.GetString(body.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(x => new RawRow([.. x.Split('|').Select(y => y.Length == 0 ? null : y)], Encoding.UTF8.GetBytes(x)))], []);

    private static DateTime At(RawRow row) => DateTime.Parse(row.Values[Envelope.ChangedAt]!, System.Globalization.CultureInfo.InvariantCulture);
}
