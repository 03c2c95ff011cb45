using Gateway.Adapters.Configuration;
using Gateway.Pipeline.Checklists.Rules;
using Gateway.Pipeline.Deadlines;
using Gateway.Pipeline.Normalise;

namespace Gateway.Host.Composition;

/// <summary>What is wrong in the files beside the adapters' own: areas, departments, rules of the checklist, working calendar.</summary>
internal static class ReferenceCheck
{
    public static IReadOnlyList<string> Problems(IServiceProvider services)
    {
        var problems = new List<string>();
        Read<ReferenceData>();
        if (problems.Count == 0)
        {
            Read<FieldRules>(); // they name departments
        }

        Read<WorkingCalendar>();
        return problems;

        void Read<T>()
            where T : notnull
        {
            try
            {
                _ = services.GetRequiredService<T>();
            }
            catch (ConfigurationRefused refused)
            {
                problems.AddRange(ConfigurationReport.Of(refused.Problems).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(x => x.Trim()));
            }
            catch (Exception wrong) when (wrong is FormatException or YamlDotNet.Core.YamlException or IOException)
            {
                problems.Add(wrong.Message);
            }
        }
    }
}
