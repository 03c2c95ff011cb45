using System.Collections.Concurrent;
using Gateway.Contracts.Results;

namespace Gateway.Pipeline.Results;

/// <summary>
/// The results read last, in memory: one goes to several targets at about the same time, and a stored version never changes. Bounded;
/// what has left is read again.
/// </summary>
internal sealed class RecentResults
{
    private const int Most = 8192;
    private readonly ConcurrentDictionary<(string Area, string Id, int Version), InspectionResult> _results = new();
    private readonly ConcurrentQueue<(string Area, string Id, int Version)> _order = new();

    public InspectionResult? Find(string area, string id, int version) => _results.GetValueOrDefault((area, id, version));

    public void Add(string area, string id, int version, InspectionResult result)
    {
        var key = (area, id, version);
        if (!_results.TryAdd(key, result))
        {
            return;
        }

        _order.Enqueue(key);
        while (_order.Count > Most && _order.TryDequeue(out var oldest))
        {
            _results.TryRemove(oldest, out _);
        }
    }
}
