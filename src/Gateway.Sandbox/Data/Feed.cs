namespace Gateway.Sandbox.Data;

/// <summary>One feed: its name in the truth, its service code on profile 1 and the reasons that its rows can be bad for, in the order of counting.</summary>
internal sealed record Feed(int Ordinal, string Name, string? ServiceCode, char Letter, string[] Reasons, int Period)
{
    public static readonly Feed Matter = new(0, "matter", "s_610000_matter", 'M',
        ["name_missing", "item_code_invalid", "date_invalid", RowNature.IdentityRepeated], 150);

    public static readonly Feed Subject = new(1, "subject", "s_610000_subject", 'S',
        ["name_missing", "kind_unknown", "uscc_invalid", "id_invalid", "date_invalid", "area_unresolved", RowNature.IdentityRepeated], 400);

    public static readonly Feed Inspector = new(2, "inspector", "s_610000_inspector", 'I',
        ["name_missing", "kind_unknown", "id_invalid", RowNature.IdentityRepeated], 120);

    public static readonly Feed Expert = new(3, "expert", "s_610000_expert", 'X',
        ["name_missing", "kind_unknown", "id_invalid", RowNature.IdentityRepeated], 40);

    public static readonly Feed CreditGrade = new(4, "credit_grade", "s_610000_credit_grade", 'G',
        ["uscc_invalid", "grade_unknown", "date_invalid"], 200);

    public static readonly Feed Plan = new(5, "plan", "s_610000_plan", 'P', ["name_missing", "date_invalid"], 24);

    /// <summary>Served by profile 4, with a cursor and without the exchange envelope.</summary>
    public static readonly Feed Task = new(6, "task", null, 'T', ["name_missing", "date_invalid"], 30);

    public static readonly IReadOnlyList<Feed> All = [Matter, Subject, Inspector, Expert, CreditGrade, Plan, Task];

    public static Feed? Find(string name) => All.FirstOrDefault(feed => feed.Name == name);
}
