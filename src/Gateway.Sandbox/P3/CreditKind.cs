using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P3;

/// <summary>One of the three kinds of row: its rules, its business day and what its digest is over.</summary>
internal sealed record CreditKind(string Name, string DayField, string[] DigestFields, Action<RowReader> Check)
{
    public static readonly IReadOnlyList<CreditKind> All =
    [
        new("check", "JC_RQ", ["id", "JC_XDR_SHXYM", "JC_JGDM", "JC_RQ", "JC_JG"], CreditRules.Check),
        new("penalty", "CF_JDRQ", ["id", "CF_XDR_SHXYM", "CF_WSH", "CF_JDRQ", "CF_NR"], CreditRules.Penalty),
        new("licence", "XK_JDRQ", ["id", "XK_XDR_SHXYM", "XK_WSH", "XK_JDRQ", "XK_NR"], CreditRules.Licence),
    ];
}
