using System.Security.Cryptography;
using System.Text;
using Gateway.Pipeline.Retention;
using Npgsql;

namespace Gateway.Host.Web.Api;

/// <summary>What was answered to a request.</summary>
internal sealed record StoredAnswer(byte[] RequestHash, int Status, string ContentType, byte[] Body);

/// <summary>SQL of <c>idempotent_answer</c>. The intake itself is idempotent by id and version; this gives a repeated request its first answer.</summary>
internal sealed class IdempotencyStore(NpgsqlDataSource database, TimeProvider clock) : IRetained
{
    public string Name => "幂等应答";

    public TimeSpan For(RetentionOptions options) => TimeSpan.FromDays(options.AnswerDays);

    public async Task<int> RemoveOlderAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("delete from idempotent_answer where stored_at < $1");
        command.Parameters.AddWithValue(before);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<StoredAnswer?> FindAsync(string area, string key, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select request_sha256, status, content_type, answer from idempotent_answer where area = $1 and key = $2");
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(DigestOf(key));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new StoredAnswer((byte[])reader[0], reader.GetInt32(1), reader.GetString(2), (byte[])reader[3])
            : null;
    }

    /// <summary>Of two requests that came at once, the first one's answer stays.</summary>
    public async Task SaveAsync(string area, string key, StoredAnswer answer, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            insert into idempotent_answer (area, key, request_sha256, status, content_type, answer, stored_at) values ($1, $2, $3, $4, $5, $6, $7)
            on conflict on constraint idempotent_answer_pk do nothing
            """);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(DigestOf(key));
        command.Parameters.AddWithValue(answer.RequestHash);
        command.Parameters.AddWithValue(answer.Status);
        command.Parameters.AddWithValue(answer.ContentType);
        command.Parameters.AddWithValue(answer.Body);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // A caller may make its key of anything, a person's number too.
    private static string DigestOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
