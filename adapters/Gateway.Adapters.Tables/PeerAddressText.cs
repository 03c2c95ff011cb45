using System.Data.Common;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Tables;

/// <summary>Where a connection string leads, without who comes: what may be shown, stored and compared.</summary>
internal static class PeerAddressText
{
    private static readonly string[] Hosts = ["Host", "Server", "Data Source"];

    private static readonly string[] Databases = ["Database", "DB", "Initial Catalog"];

    public static PlatformKey KeyOf(string profile, string? connectionString) => new(profile, Of(connectionString ?? "") ?? "");

    /// <summary><c>host:port/database</c>, or <see langword="null"/> where it says not where it leads.</summary>
    public static string? Of(string connectionString)
    {
        var parts = new DbConnectionStringBuilder();
        try
        {
            parts.ConnectionString = connectionString;
        }
        catch (ArgumentException)
        {
            return null;
        }

        string? Part(params string[] names) =>
            names.Select(name => parts.TryGetValue(name, out var value) ? value as string : null).FirstOrDefault(x => !string.IsNullOrWhiteSpace(x));

        return Part(Hosts) is { } host && Part(Databases) is { } database ? $"{host}:{Part("Port") ?? "5432"}/{database}" : null;
    }
}
