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
            text.Append("  ").Append(Line(problem)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>One problem: <c>文件:行 问题 → 处理</c>, without what it does not have.</summary>
    /// <param name="problem">What is wrong.</param>
    public static string Line(ConfigurationProblem problem)
    {
        var origin = new SettingOrigin(SettingOriginKind.File, problem.File, problem.Line).ToString();
        return (origin.Length == 0 ? "" : origin + " ") + problem.What + (problem.Remedy.Length == 0 ? "" : " → " + problem.Remedy);
    }
}
