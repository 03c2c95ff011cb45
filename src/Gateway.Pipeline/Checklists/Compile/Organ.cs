using Gateway.Contracts.Checklists;

namespace Gateway.Pipeline.Checklists.Compile;

/// <summary>A department of the area, however its rows write it.</summary>
/// <param name="Key">What makes it one: its USCC, else its folded name.</param>
/// <param name="Department">USCC and name as listed.</param>
/// <param name="Kind">Its kind, where the dictionary knows it.</param>
/// <param name="Rows">How many rows of the catalogue it has.</param>
internal sealed record Organ(string Key, ChecklistDepartment Department, string? Kind, int Rows);
