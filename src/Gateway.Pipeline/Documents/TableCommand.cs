using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Gateway.Pipeline.Documents;

/// <summary>Commands whose text names the tables of a <see cref="DocumentTable"/>; values are parameters, as everywhere.</summary>
internal static class TableCommand
{
    [SuppressMessage("Security", "CA2100", Justification = "The text holds names of a DocumentTable, which are constants of the house.")]
    public static NpgsqlCommand Of(string text, NpgsqlConnection connection, NpgsqlTransaction transaction) => new(text, connection, transaction);
}
