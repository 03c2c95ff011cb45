using System.Text.RegularExpressions;

namespace Gateway.Adapters.Tables;

/// <summary>Names of tables and columns from configuration: plain identifiers, always quoted, so that none of them can be a piece of SQL.</summary>
internal static partial class SqlName
{
    /// <summary>What is wrong with a name, in Chinese, or <see langword="null"/>.</summary>
    public static string? Problem(string name, bool qualified) =>
        (qualified ? Table() : Column()).IsMatch(name)
            ? null
            : qualified
                ? $"“{name}”不是表名：字母、数字与下划线，前面可加“模式名.”"
                : $"“{name}”不是列名：字母或下划线开头，只含字母、数字与下划线";

    /// <summary>As it stands in a statement.</summary>
    /// <exception cref="ArgumentException">It is no identifier.</exception>
    public static string Quoted(string name) =>
        Problem(name, qualified: true) is { } problem
            ? throw new ArgumentException(problem, nameof(name))
            : string.Join('.', name.Split('.').Select(part => $"\"{part}\""));

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]{0,62}(\.[A-Za-z_][A-Za-z0-9_]{0,62})?\z")]
    private static partial Regex Table();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]{0,62}\z")]
    private static partial Regex Column();
}
