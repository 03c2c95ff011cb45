using Npgsql;

namespace Gateway.Pipeline.Persistence;

/// <summary>How the gateway speaks to its PostgreSQL.</summary>
public static class Database
{
    /// <summary>The connection string with the gateway's schema, name and sensible limits, where it sets none itself.</summary>
    public static string WithSchema(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = Migrator.Schema, IncludeErrorDetail = false };
        if (builder.ApplicationName is null)
        {
            builder.ApplicationName = "gateway";
        }

        if (builder.MaxAutoPrepare == 0)
        {
            builder.MaxAutoPrepare = 100;
        }

        return builder.ConnectionString;
    }

    public static NpgsqlDataSource Open(string connectionString, Microsoft.Extensions.Logging.ILoggerFactory? loggers = null)
    {
        var builder = new NpgsqlDataSourceBuilder(WithSchema(connectionString));
        if (loggers is not null)
        {
            builder.UseLoggerFactory(loggers);
        }

        return builder.Build();
    }
}
