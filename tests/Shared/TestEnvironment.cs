namespace Gateway.Testing;

/// <summary>What <c>deploy/test</c> and <c>deploy/local env</c> tell the tests.</summary>
public static class TestEnvironment
{
    /// <summary>Npgsql connection string of a server on which databases may be made; without a database.</summary>
    public const string Postgres = "GATEWAY_TEST_POSTGRES";

    /// <summary>amqp:// address of a broker.</summary>
    public const string Rabbit = "GATEWAY_TEST_RABBIT";

    /// <summary>http:// address of the same broker's management interface.</summary>
    public const string RabbitHttp = "GATEWAY_TEST_RABBIT_HTTP";

    /// <summary>Folder for the logs of the processes that tests start.</summary>
    public const string Logs = "GATEWAY_TEST_LOGS";

    /// <summary>"long" for the long set of fault tests.</summary>
    public const string Faults = "GATEWAY_FAULTS";

    /// <summary>Seed of the tests that roll dice, to see a failure again; each prints its own.</summary>
    public const string Dice = "GATEWAY_SEED";

    public const string HowToStart = "运行 deploy/test，或先运行 deploy/local up 与 eval \"$(deploy/local env)\"";

    public static bool LongFaults => Value(Faults) == "long";

    public static int Seed => Value(Dice) is { } seed ? int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture) : Environment.TickCount;

    public static string LogFolder =>
        Directory.CreateDirectory(Value(Logs) ?? Path.Combine(Path.GetTempPath(), "gateway-test-logs")).FullName;

    public static string? Value(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
