using Gateway.Adapters.Configuration;
using Gateway.Host.Composition;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Gateway.Host.Cli;

/// <summary>Runs a verb with the gateway's services, and turns what can go wrong into a sentence and an exit code.</summary>
internal static class Verb
{
    /// <param name="work">The verb.</param>
    /// <param name="prepare">What it needs beside the gateway's own services, or in their place.</param>
    public static async Task<int> RunAsync(Func<IServiceProvider, Task<int>> work, Action<IServiceCollection, IConfiguration>? prepare = null)
    {
        try
        {
            var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
            GatewayConfiguration.AddTo(builder.Configuration);
            GatewayLogging.AddTo(builder.Services, builder.Configuration, interactive: true);
            builder.Services.AddGateway(builder.Configuration);
            prepare?.Invoke(builder.Services, builder.Configuration);
            using var host = builder.Build();
            return await work(host.Services);
        }
        catch (ConfigurationRefused refused)
        {
            await Console.Error.WriteAsync(refused.Message);
            return ExitCode.Wrong;
        }
        catch (OptionsValidationException wrong)
        {
            await Console.Error.WriteLineAsync("配置不正确：\n  " + string.Join("\n  ", wrong.Failures));
            return ExitCode.Wrong;
        }
        catch (PostgresException missing) when (missing.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            await Console.Error.WriteLineAsync("数据库尚未建表：请先执行 gateway migrate");
            return ExitCode.Failed;
        }
        catch (NpgsqlException failure)
        {
            await Console.Error.WriteLineAsync($"数据库无法使用：{failure.Message}（检查 ConnectionStrings__Gateway 和数据库是否启动）");
            return ExitCode.Failed;
        }
        catch (FormatException wrong)
        {
            await Console.Error.WriteLineAsync($"配置不正确：{wrong.Message}");
            return ExitCode.Wrong;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("已中断；已完成的部分保留，再次执行会继续");
            return ExitCode.Failed;
        }
    }
}
