using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;

namespace Gateway.Adapters.Configuration;

/// <summary>
/// One platform profile: what configuration binds and what it makes of it. A profile holds no state; the source and the sinks that
/// it makes are bound to one area's effective settings.
/// </summary>
public interface IAdapterProfile
{
    /// <summary>Name in YAML, for example <c>exchange-rest</c>.</summary>
    string Name { get; }

    /// <summary>Name in environment variables, PascalCase, for example <c>ExchangeRest</c>.</summary>
    string VariableName { get; }

    /// <summary>
    /// The options class: its defaults are the default profile, YAML names are camelCase, maps are merged by key and lists replaced.
    /// It carries DataAnnotations and may be <see cref="System.ComponentModel.DataAnnotations.IValidatableObject"/>; nested objects
    /// are to be validated too.
    /// </summary>
    Type OptionsType { get; }

    /// <summary>Names of the targets that <see cref="CreateSinks"/> makes, known without any options.</summary>
    IReadOnlyList<string> Targets { get; }

    /// <summary>The source of feeds, or <see langword="null"/> when the platform is only pushed to.</summary>
    /// <param name="context">The area and what the process lends.</param>
    /// <param name="options">An instance of <see cref="OptionsType"/>, already validated.</param>
    ISource? CreateSource(AdapterContext context, object options);

    /// <summary>All targets that the platform offers; which of them an area serves is said by its county file.</summary>
    /// <param name="context">The area and what the process lends.</param>
    /// <param name="options">An instance of <see cref="OptionsType"/>, already validated.</param>
    IReadOnlyList<ISink> CreateSinks(AdapterContext context, object options);
}
