namespace Gateway.Pipeline.Normalise.Data;

/// <summary>Reference data embedded in the assembly: facts of national standards that never differ by county. Lines that begin with # are notes.</summary>
internal static class ReferenceText
{
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(ReferenceText).Assembly.GetManifestResourceStream("Gateway.Pipeline.Normalise." + name)
            ?? throw new InvalidOperationException($"The assembly lacks its reference data {name}.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }
}
