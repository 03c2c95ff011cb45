using System.Diagnostics;
using System.Globalization;

namespace Gateway.Benchmarks.Programs;

/// <summary>The kernel's own high-water mark of a process's memory (VmHWM): sampling misses no peak, only the last instants before the end.</summary>
internal static class PeakMemory
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    public static async Task<long> WatchAsync(Process process, CancellationToken cancellationToken)
    {
        long peak = 0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, await ReadAsync(process.Id, cancellationToken));
            await Task.Delay(Interval, cancellationToken);
        }

        return peak;
    }

    public static async Task<long> ReadAsync(int processId, CancellationToken cancellationToken)
    {
        try
        {
            var lines = await File.ReadAllLinesAsync($"/proc/{processId}/status", cancellationToken);
            var words = lines.FirstOrDefault(x => x.StartsWith("VmHWM:", StringComparison.Ordinal))?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            return words is null ? 0 : long.Parse(words[1], CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0; // it ended in this instant
        }
    }
}
