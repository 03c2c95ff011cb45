using System.Security.Cryptography;
using Gateway.Pipeline.Normalise.Data;
using Gateway.Pipeline.Normalise.Values;

namespace Gateway.Pipeline.Normalise;

/// <summary>The reference data that an integrator keeps beside the county files: areas with their aliases, and departments.</summary>
/// <param name="Areas">From areas.yaml.</param>
/// <param name="Departments">From departments.yaml.</param>
/// <param name="Version">Digest of both files: part of the rules' version.</param>
public sealed record ReferenceData(AreaResolver Areas, DepartmentDictionary Departments, string Version)
{
    /// <exception cref="FormatException">What is wrong in the files.</exception>
    public static ReferenceData Read(string folder)
    {
        var areas = File.ReadAllText(Path.Combine(folder, "areas.yaml"));
        var departments = File.ReadAllText(Path.Combine(folder, "departments.yaml"));
        var digest = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(areas + "\n---\n" + departments));
        return new ReferenceData(
            new AreaResolver(AreaFile.Read(new StringReader(areas))), DepartmentFile.Read(new StringReader(departments)),
            Convert.ToHexStringLower(digest.AsSpan(0, 4)));
    }
}
