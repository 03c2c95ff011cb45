using System.Text;

namespace Gateway.Adapters.Configuration;

/// <summary>The problems as an operator reads them on the command line.</summary>
public static class ConfigurationReport
{
    /// <summary>One line a problem: <c>文件:行 问题 → 处理</c>, and a first line that counts them.</summary>
    /// <param name="problems">What is wrong.</param>
    public static string Of(IReadOnlyList<ConfigurationProblem> problems)
    {
        var text = new StringBuilder().Append("配置有 ").Append(problems.Count).Append(" 处问题：\n");
        foreach (var problem in problems)
        {
            var origin = new SettingOrigin(SettingOriginKind.File, problem.File, problem.Line);
            text.Append("  ").Append(origin).Append(' ').Append(problem.What).Append(" → ").Append(problem.Remedy).Append('\n');
        }

        return text.ToString();
    }
}
