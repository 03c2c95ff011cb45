using System.CommandLine;
using Gateway.Contracts;

namespace Gateway.Host.Cli;

/// <summary>The wire name of a feed, or none for all.</summary>
internal static class FeedArgument
{
    public static Argument<string?> Create() => new("feed")
    {
        Description = $"数据种类：{string.Join("、", FeedNames.All.Select(x => x.Wire()))}（不写表示全部）", Arity = ArgumentArity.ZeroOrOne,
    };

    public static bool TryResolve(string? name, out Feed? feed)
    {
        feed = name is null ? null : FeedNames.Parse(name);
        if (name is null || feed is not null)
        {
            return true;
        }

        Console.Error.WriteLine($"没有数据种类 {name}；可用：{string.Join("、", FeedNames.All.Select(x => x.Wire()))}");
        return false;
    }
}
