using System.Data.Common;

namespace Gateway.Adapters.Databases;

/// <summary>
/// Databases of others, lent by the process to profiles that exchange tables. An adapter sees ADO.NET alone: which driver speaks to the
/// database is the process's affair.
/// </summary>
public interface IPeerDatabases
{
    /// <summary>
    /// The pooled connections of a connection string; all adapters that name the same one share them. Times without a zone are
    /// Asia/Shanghai on these connections.
    /// </summary>
    /// <param name="connectionString">A secret: it never shows in a message or a log.</param>
    /// <exception cref="ArgumentException">The driver can't read it; the message does not repeat it.</exception>
    DbDataSource Of(string connectionString);
}

/// <summary>A process that lends no databases: whoever asks for one has found a wiring error.</summary>
public sealed class NoPeerDatabases : IPeerDatabases
{
    /// <inheritdoc/>
    public DbDataSource Of(string connectionString) => throw new InvalidOperationException("This process lends no databases to adapters.");
}
