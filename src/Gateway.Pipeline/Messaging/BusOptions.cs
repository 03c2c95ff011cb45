using Microsoft.Extensions.Options;

namespace Gateway.Pipeline.Messaging;

public enum BusTransport
{
    /// <summary>Nudges within this process only; results come over REST.</summary>
    InMemory,

    /// <summary>Results also come over the broker.</summary>
    RabbitMq,
}

/// <summary>The bus.</summary>
public sealed class BusOptions
{
    public const string Section = "Gateway:Bus";

    public BusTransport Transport { get; set; }

    /// <summary><c>amqp://user:password@host:port/virtual-host</c>; a secret.</summary>
    public string? Uri { get; set; }

    /// <summary>
    /// AMQP users that hand in for several areas: user → areas, separated by commas. A user without an entry hands in for the area of its
    /// own name.
    /// </summary>
    public Dictionary<string, string> Users { get; set; } = [];

    /// <summary>Whether every change of a delivery's state goes out on <see cref="BusNames.Status"/>; only where there is a broker.</summary>
    public bool PublishStatus { get; set; } = true;

    /// <summary>Results stored in one transaction.</summary>
    public int BatchSize { get; set; } = 500;

    /// <summary>Batches in work at once; twice as many messages are fetched ahead.</summary>
    public int Batches { get; set; } = 2;

    /// <summary>How long a batch waits to fill.</summary>
    public TimeSpan BatchWait { get; set; } = TimeSpan.FromMilliseconds(100);
}

internal sealed class BusOptionsCheck : IValidateOptions<BusOptions>
{
    public ValidateOptionsResult Validate(string? name, BusOptions options)
    {
        var failures = new List<string>();
        if (options.Transport == BusTransport.RabbitMq
            && (!System.Uri.TryCreate(options.Uri, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps")))
        {
            failures.Add("Gateway__Bus__Transport=RabbitMq 需要 Gateway__Bus__Uri（amqp://用户:口令@主机:端口/虚拟主机）");
        }

        if (options.BatchSize is < 1 or > 5000)
        {
            failures.Add("Gateway__Bus__BatchSize 应在 1 到 5000 之间");
        }

        if (options.Batches is < 1 or > 16)
        {
            failures.Add("Gateway__Bus__Batches 应在 1 到 16 之间");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
