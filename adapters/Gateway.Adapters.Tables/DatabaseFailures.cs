using System.Data.Common;
using System.Net.Sockets;
using Gateway.Adapters.Failures;

namespace Gateway.Adapters.Tables;

/// <summary>What a database's failure means: by its SQLSTATE, which PostgreSQL, openGauss and Kingbase share.</summary>
internal static class DatabaseFailures
{
    /// <summary>The failure in the house's terms, or <see langword="null"/> where it is none of the database's.</summary>
    public static Exception? Meaning(Exception failure, bool answerLost, CancellationToken cancellationToken)
    {
        if (failure is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        return failure switch
        {
            DbException database => Of(database, answerLost),
            TimeoutException or IOException or SocketException or OperationCanceledException =>
                Passing("database_away", "前置库没有应答或连接中断", answerLost, failure),
            _ => null,
        };
    }

    /// <summary>Whether the database refused what is in the rows: too long, of another type, against a rule of the table.</summary>
    public static bool IsRefusal(DbException failure) =>
        failure.SqlState is { Length: 5 } state && (state.StartsWith("22", StringComparison.Ordinal) || state.StartsWith("23", StringComparison.Ordinal))
        && state != UniqueViolation;

    public const string UniqueViolation = "23505";

    private static Exception Of(DbException failure, bool answerLost)
    {
        var state = failure.SqlState ?? "";
        var words = failure.Message;
        return state switch
        {
            "42P01" => Final("table_missing", $"前置库中没有配置的表，或不在本用户的查找路径内：{words}", failure),
            "3F000" => Final("schema_missing", $"前置库中没有配置的模式：{words}", failure),
            "42703" => Final("column_missing", $"前置库的表没有配置的列：{words}", failure),
            "42501" => Final("no_permission", $"前置库用户没有权限：{words}，请对方授权", failure),
            "42804" or "42883" => Final("column_type", $"前置库的列类型与用途不符：{words}", failure),
            "3D000" => Final("database_missing", $"前置库不存在：{words}", failure),
            "28P01" or "28000" => Final("login_refused", "前置库拒绝登录：用户名、密码或来源地址不被认可", failure),
            "25006" => Final("read_only", "前置库当前只读，不能写入", failure),
            "57014" => Passing("timeout", "前置库在限定时间内没有完成", answerLost, failure),
            UniqueViolation => Passing("row_exists", "相同主键的行刚由另一进程写入，稍后核对", answerLost, failure),
            _ when state.Length == 0 => failure.InnerException is TimeoutException
                ? Passing("timeout", "前置库在限定时间内没有应答", answerLost, failure)
                : Passing("database_away", "连不上前置库，或连接中断", answerLost, failure),
            _ when failure.IsTransient || Passes(state) => Passing($"database_{state}", $"前置库暂时不能处理（{state}）：{words}", answerLost, failure),
            _ => Final($"database_{state}", $"前置库拒绝（{state}）：{words}", failure),
        };
    }

    // Connection, resources, operator at work, conflicts between transactions, system.
    private static bool Passes(string state) =>
        state[..2] is "08" or "53" or "57" or "58" or "40" or "55" or "XX";

    private static TransientFailure Passing(string code, string message, bool answerLost, Exception inner) => new(code, message, answerLost, inner: inner);

    private static PermanentFailure Final(string code, string message, Exception inner) => new(code, message, inner);
}
