using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Gateway.Pipeline.Normalise.Data;

/// <summary>Reads a YAML file of the adapters' folder into its document, strictly: a member that does not exist is an error with its line.</summary>
internal static class ReferenceFile
{
    /// <exception cref="FormatException">The first thing that is no such document.</exception>
    public static T Read<T>(TextReader yaml, string name)
        where T : class, new()
    {
        try
        {
            return new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Deserialize<T?>(yaml) ?? new T();
        }
        catch (YamlException wrong)
        {
            throw new FormatException($"{name} 第 {wrong.Start.Line} 行：{wrong.InnerException?.Message ?? wrong.Message}", wrong);
        }
    }
}
