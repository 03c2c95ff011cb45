using MassTransit;
using Microsoft.Extensions.Options;

namespace Gateway.Pipeline.Messaging;

/// <summary>How the bus is, in words. Nothing depends on it.</summary>
public sealed class BusState(IBusControl bus, IOptions<BusOptions> options)
{
    public string Describe()
    {
        if (options.Value.Transport == BusTransport.InMemory)
        {
            return "进程内";
        }

        return bus.CheckHealth().Status switch
        {
            BusHealthStatus.Healthy => "RabbitMQ 正常",
            BusHealthStatus.Degraded => "RabbitMQ 部分可用",
            BusHealthStatus.Unhealthy => "RabbitMQ 无法连接（不影响接收和推送，恢复后自动继续）",
        };
    }
}
