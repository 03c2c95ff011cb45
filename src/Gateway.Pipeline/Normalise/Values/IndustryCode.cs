namespace Gateway.Pipeline.Normalise.Values;

/// <summary>
/// A class of economic activity (GB/T 4754): section letter, and as far as it was said the division (2 digits), group (3) and class (4).
/// </summary>
public sealed record IndustryCode(char Section, string SectionName, string? Division, string? DivisionName, string? Group, string? Class)
{
    /// <summary>The finest code that was said, without the section letter; the letter alone where only that was said.</summary>
    public string Finest => Class ?? Group ?? Division ?? Section.ToString();
}
