namespace Gateway.Pipeline.Checklists.Rules;

/// <summary>How sure a rule is that a matter is of its field; a stronger claim silences the weaker ones.</summary>
public enum Evidence
{
    /// <summary>No claim.</summary>
    None,

    /// <summary>By the law that the basis names or by industry: it says where a matter belongs only while no words do.</summary>
    Circumstance,

    /// <summary>By the words of the matter's name or object.</summary>
    Words,

    /// <summary>By its code: somebody has decided (协商一致或编委办确定), so a dispute ends here.</summary>
    Code,
}
