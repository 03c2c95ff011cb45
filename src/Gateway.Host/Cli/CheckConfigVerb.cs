using System.CommandLine;
using Gateway.Adapters.Configuration;
using Gateway.Host.Composition;
using Gateway.Pipeline.Keys;
using Gateway.Pipeline.Runs;

namespace Gateway.Host.Cli;

internal static class CheckConfigVerb
{
    public static Command Create()
    {
        var verb = new Command("check-config", "检查全部配置：一次列出所有问题（文件、行、原因、处理办法），不连接任何平台");
        verb.SetAction((_, _) => Verb.RunAsync(services =>
        {
            var adapters = services.GetRequiredService<IAdapterDirectory>();
            if (ReferenceCheck.Problems(services) is { Count: > 0 } problems)
            {
                Console.Error.WriteLine("配置不正确：\n  " + string.Join("\n  ", problems));
                return Task.FromResult(ExitCode.Wrong);
            }

            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            foreach (var ending in CertificateStore.OfConfiguration(services.GetRequiredService<AdapterDirectoryHolder>().Catalog).Where(x => x.Facts.EndsSoon(now)))
            {
                Console.WriteLine($"警告：{ending.Profile} {ending.Area} {ending.Role} {ending.Facts.Name} {ChinaTime.Of(ending.Facts.NotAfter):yyyy-MM-dd} 到期，请更换");
            }

            Console.WriteLine($"配置正确：{adapters.Areas.Count} 个地区，版本 {adapters.Version[..12]}");
            foreach (var area in adapters.Areas)
            {
                Console.WriteLine($"  {area.Area} {area.Name}：数据 {area.Feeds.Count} 类，目标 {string.Join("、", area.Targets)}");
            }

            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }
}
