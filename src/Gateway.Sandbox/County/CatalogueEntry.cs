using Gateway.Sandbox.Data;

namespace Gateway.Sandbox.County;

/// <summary>A row of the area's matter catalogue that is in force: what a department may inspect, and under which implement code.</summary>
internal sealed record CatalogueEntry(string Code, string ImplementCode, string Item, string Object, Department Department, int Group, string Law);

/// <summary>A plan or task of the area, by the department that leads it.</summary>
internal sealed record AreaOrder(string Code, string Name, string LeadCode);

/// <summary>An inspector whose certificate is valid.</summary>
internal sealed record DirectoryInspector(string Name, string LawNumber, string DepartmentCode);

/// <summary>A subject as a county's own system knows it.</summary>
internal sealed record CountySubject(
    string Kind, string Name, string CredentialType, string CredentialCode, string RegistrationNumber, string Address, string Status)
{
    public bool IsPerson => CredentialType == "111";

    public bool IsThing => Kind[0] == '1';
}
