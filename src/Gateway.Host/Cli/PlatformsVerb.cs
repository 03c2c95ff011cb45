using System.CommandLine;
using Gateway.Contracts.Status;
using Gateway.Pipeline.Delivery.Gates;
using Gateway.Pipeline.Runs;

namespace Gateway.Host.Cli;

internal static class PlatformsVerb
{
    public static Command Create()
    {
        var tryNow = new Option<bool>("--try-now") { Description = "不等到下次试探的时间：暂停中的平台立即再试一批" };
        var verb = new Command("platforms", "各平台的推送是否畅通：暂停、恢复、维护时段、配额") { tryNow };
        verb.SetAction((parsed, cancellationToken) => Verb.RunAsync(async services =>
        {
            var gates = services.GetRequiredService<PlatformGates>();
            if (parsed.GetValue(tryNow))
            {
                Console.WriteLine($"已安排立即试探：{await gates.TryNowAsync(cancellationToken)} 处；运行中的服务会在几秒内执行");
            }

            foreach (var line in Lines(await gates.StatusAsync(cancellationToken)))
            {
                Console.WriteLine(line);
            }

            return ExitCode.Done;
        }));
        return verb;
    }

    /// <summary>One line a gate.</summary>
    public static IEnumerable<string> Lines(IEnumerable<PlatformStatus> platforms) =>
        platforms.Select(x => string.Join("  ", new[] { x.Platform, x.Lane, StateOf(x), UntilOf(x), Used(x), Failure(x) }.Where(y => y.Length > 0)));

    /// <summary>The state in an operator's words.</summary>
    public static string StateOf(PlatformStatus gate) => gate switch
    {
        { State: "open" } => "暂停（连续失败，只作试探）",
        { State: "ramping" } => "恢复中",
        { Quiet: true } => "暂不调用（维护时段、配额用完或平台要求）",
        _ => "畅通",
    };

    private static string UntilOf(PlatformStatus gate) => gate.Until is { } until ? $"{ChinaTime.Of(until):MM-dd HH:mm:ss} 再试" : "";

    private static string Used(PlatformStatus gate) => gate.UsedToday > 0 ? $"本分钟 {gate.UsedThisMinute}、今日 {gate.UsedToday} 次" : "";

    private static string Failure(PlatformStatus gate) =>
        gate.State != "closed" && gate.LastCode is { } code ? $"最近失败：{code} {gate.LastMessage}" : "";
}
