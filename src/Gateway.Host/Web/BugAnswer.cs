using Gateway.Host.Web.Api;
using Microsoft.AspNetCore.Diagnostics;

namespace Gateway.Host.Web;

/// <summary>A bug's answer: nothing of the request and nothing of the program, in Development too; the log has it.</summary>
internal static class BugAnswer
{
    public static void Configure(IApplicationBuilder app) => app.Run(async context =>
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Gateway.Web")
            .LogError(failure, "{method} {path} ended in an error", context.Request.Method, context.Request.Path);
        await Problems.Of(Problems.Bug, "网关内部错误，已记录日志；请求未保存，可以重试").ExecuteAsync(context);
    });
}
