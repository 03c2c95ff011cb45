namespace Gateway.Adapters.Configuration;

/// <summary>Something wrong with the configuration. It never holds the value of a secret.</summary>
/// <param name="File">File below the configuration folder, for example <c>counties/610502-linwei.yaml</c>, or the name of a variable.</param>
/// <param name="Line">Line in the file, from 1; 0 where the place is a variable.</param>
/// <param name="What">What is wrong, in Chinese.</param>
/// <param name="Remedy">What to do about it, in Chinese.</param>
public sealed record ConfigurationProblem(string File, int Line, string What, string Remedy)
{
    internal static ConfigurationProblem At(SettingOrigin origin, string what, string remedy) => new(origin.Place, origin.Line, what, remedy);
}
