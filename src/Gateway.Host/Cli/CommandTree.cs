using System.CommandLine;

namespace Gateway.Host.Cli;

/// <summary>The verbs of <c>gateway</c>.</summary>
internal static class CommandTree
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("渭南市跨部门综合监管数据网关：从省级平台读取目录与名录，形成清单，把检查结果推送到各平台")
        {
            ServeVerb.Create(), MigrateVerb.Create(), CheckConfigVerb.Create(), PullVerb.Create(), CompileVerb.Create(), ChecklistVerb.Create(),
            ReplayVerb.Create(), AuditVerb.Create(), ReconcileVerb.Create(), DeliverVerb.Create(), StatusVerb.Create(), PlatformsVerb.Create(),
            PasswordHashVerb.Create(), Adapters.AdaptersVerb.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"用法错误：{error.Message}");
            }

            await Console.Error.WriteLineAsync($"执行 gateway {string.Join(' ', parsed.CommandResult.Command.Name == root.Name ? "" : parsed.CommandResult.Command.Name)} --help 查看用法");
            return ExitCode.Wrong;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }
}
