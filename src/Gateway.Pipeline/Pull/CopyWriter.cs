using Gateway.Pipeline.Normalise;
using Gateway.Pipeline.Persistence;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Pipeline.Pull;

/// <summary>Writes a record's columns into a binary COPY.</summary>
internal sealed class CopyWriter(NpgsqlBinaryImporter copy) : IColumnWriter
{
    public void Text(string? value)
    {
        if (value is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(PostgresText.Of(value), NpgsqlDbType.Text);
        }
    }

    public void Texts(IReadOnlyList<string> values) => copy.Write(values as string[] ?? [.. values], NpgsqlDbType.Array | NpgsqlDbType.Text);

    public void Date(DateOnly? value)
    {
        if (value is { } date)
        {
            copy.Write(date, NpgsqlDbType.Date);
        }
        else
        {
            copy.WriteNull();
        }
    }

    public void Number(decimal? value)
    {
        if (value is { } number)
        {
            copy.Write(number, NpgsqlDbType.Numeric);
        }
        else
        {
            copy.WriteNull();
        }
    }

    public void Bytes(byte[]? value)
    {
        if (value is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(value, NpgsqlDbType.Bytea);
        }
    }

    public void Timestamp(DateTime? value)
    {
        if (value is { } at)
        {
            copy.Write(at, NpgsqlDbType.Timestamp);
        }
        else
        {
            copy.WriteNull();
        }
    }
}
