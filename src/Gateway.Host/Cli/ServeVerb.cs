using System.CommandLine;

namespace Gateway.Host.Cli;

internal static class ServeVerb
{
    public static Command Create()
    {
        var verb = new Command("serve", "启动服务：接口、管理页面、定时任务和推送");
        verb.SetAction((_, cancellationToken) => Web.GatewayWeb.RunAsync(cancellationToken));
        return verb;
    }
}
