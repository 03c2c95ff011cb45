using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P1;

/// <summary>One push service: its code, its name in the ledger and the rules of its rows.</summary>
internal sealed record PushKind(string ServiceCode, string Name, Action<RowReader> Check)
{
    private static readonly PushKind[] All =
    [
        new("s_610000_result_push", "result", ResultRules.Check),
        new("s_610000_checklist_push", "checklist", ChecklistRules.Check),
        new("s_610000_plan_push", "plan", PlanRules.Check),
        new("s_610000_quality_push", "quality", QualityRules.Check),
    ];

    public static PushKind? Find(string serviceCode) => All.FirstOrDefault(kind => kind.ServiceCode == serviceCode);

    public static IEnumerable<string> Names => All.Select(kind => kind.Name);
}
