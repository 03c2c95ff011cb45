using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.Data;

/// <summary>All feeds of all areas, opened when first asked for; changes are journaled and carried out again after a restart.</summary>
internal sealed class FeedLibrary : IDisposable
{
    private readonly ConcurrentDictionary<(string Area, string Feed), Lazy<FeedState>> _states = [];
    private readonly Dictionary<Feed, FeedRows> _rows;
    private readonly List<ChangeOrder> _before = [];
    private readonly Journal _journal;
    private readonly SandboxOptions _options;
    private readonly TimeProvider _clock;
    private readonly string _fingerprint;

    public FeedLibrary(SandboxOptions options, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        var real = options.EnterprisesFile is { } file ? RealEnterprises.Read(file) : RealEnterprises.None;
        var subjects = new SubjectRows(options.Subjects, options.SingleArea, real);
        FeedRows[] rows =
        [
            new MatterRows(), subjects, new PersonRows(Feed.Inspector), new PersonRows(Feed.Expert), new CreditGradeRows(subjects), new PlanRows(),
            new TaskRows(subjects),
        ];
        _rows = rows.ToDictionary(row => row.Feed);
        _fingerprint = Fingerprint(options);
        // The journal belongs to the data it changes: with another seed or size it is another file.
        _journal = new Journal(Path.Combine(options.DataFolder, $"changes-{_fingerprint}.jsonl"), ReadBefore);
    }

    public static int FeedsPerArea => Feed.All.Count;

    public FeedState Of(Area area, Feed feed) => _states.GetOrAdd((area.Code, feed.Name), _ => new Lazy<FeedState>(() => Open(area, feed))).Value;

    public ChangeOutcome Change(Area area, Feed feed, ChangeOrder order)
    {
        var state = Of(area, feed);
        var dated = order with { Area = area.Code, Feed = feed.Name, At = _clock.GetUtcNow().ToUnixTimeSeconds() };
        lock (state)
        {
            _journal.Append(JsonSerializer.SerializeToUtf8Bytes(dated, JsonAnswer.Options));
            _journal.Flush();
            return state.Apply(dated);
        }
    }

    public void RenderAll(Action<string> progress, CancellationToken cancellationToken)
    {
        var done = 0;
        var work = Area.All.SelectMany(area => Feed.All.Select(feed => (area, feed))).ToList();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount), CancellationToken = cancellationToken };
        Parallel.ForEach(work, options, item =>
        {
            Of(item.area, item.feed).Render();
            progress(string.Create(CultureInfo.InvariantCulture, $"rendered {Interlocked.Increment(ref done)}/{work.Count} {item.area.Code} {item.feed.Name}"));
        });
    }

    public void Dispose()
    {
        foreach (var state in _states.Values)
        {
            state.Value.Dispose();
        }

        _journal.Dispose();
    }

    private FeedState Open(Area area, Feed feed)
    {
        var source = new FeedBase(_options.Seed, area, _rows[feed]);
        var state = new FeedState(source, new FeedFiles(source, Path.Combine(_options.DataFolder, "feeds"), _fingerprint));
        foreach (var order in _before.Where(order => order.Area == area.Code && order.Feed == feed.Name))
        {
            state.Apply(order);
        }

        return state;
    }

    private void ReadBefore(JsonElement line)
    {
        if (line.Deserialize<ChangeOrder>(JsonAnswer.Options) is { } order)
        {
            _before.Add(order);
        }
    }

    private static string Fingerprint(SandboxOptions options)
    {
        var enterprises = options.EnterprisesFile is { } file ? Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))[..8] : "none";
        return string.Create(
            CultureInfo.InvariantCulture, $"g1-{(uint)options.Seed:x}-{options.Subjects}-{options.SingleArea ?? "all"}-{enterprises}");
    }
}
