using System.CommandLine;
using Gateway.Host.Composition;
using Gateway.Pipeline.Messaging;
using Gateway.Pipeline.Messaging.StatusOut;
using Gateway.Pipeline.Persistence;
using Gateway.Pipeline.Scheduling;
using Microsoft.Extensions.Options;
using RabbitMQ.Client.Exceptions;

namespace Gateway.Host.Cli;

internal static class MigrateVerb
{
    public static Command Create()
    {
        var verb = new Command("migrate", "把数据库升级到本版本（可重复执行；多个进程同时执行时依次进行）");
        verb.SetAction((_, cancellationToken) => Verb.RunAsync(async services =>
        {
            var scripts = await MigrateAsync(services, cancellationToken);
            try
            {
                await DeclareQueuesAsync(services, cancellationToken);
            }
            catch (BrokerUnreachableException away)
            {
                await Console.Error.WriteLineAsync($"数据库已升级，但 RabbitMQ 无法连接，队列未声明：{away.Message}（检查 Gateway__Bus__Uri 和 RabbitMQ 是否启动）");
                return ExitCode.Failed;
            }

            Console.WriteLine(scripts.Count == 0 ? "数据库已是最新" : $"已执行 {scripts.Count} 个升级脚本：{string.Join("、", scripts)}");
            return ExitCode.Done;
        }));
        return verb;
    }

    /// <summary>The gateway's tables and the scheduler's.</summary>
    public static async Task<IReadOnlyList<string>> MigrateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var connection = services.GetRequiredService<IOptions<DatabaseOptions>>().Value.Gateway;
        var scripts = await Migrator.MigrateAsync(connection, cancellationToken);
        await JobStore.MigrateAsync(connection, cancellationToken);
        if (services.GetRequiredService<IOptions<BusOptions>>().Value is { Transport: BusTransport.RabbitMq, PublishStatus: true })
        {
            await services.GetRequiredService<StatusOutboxStore>().WantAsync(cancellationToken); // what is delivered before the first server runs goes out, too
        }

        return scripts;
    }

    /// <summary>The broker's queues, where there is a broker.</summary>
    /// <exception cref="BrokerUnreachableException">It can't be reached.</exception>
    public static async Task DeclareQueuesAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetRequiredService<IOptions<BusOptions>>().Value is { Transport: BusTransport.RabbitMq, Uri: { } broker })
        {
            await BusTopology.DeclareAsync(new Uri(broker), cancellationToken);
        }
    }
}
