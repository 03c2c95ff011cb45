using Gateway.Sandbox.Data;

namespace Gateway.Sandbox.County;

/// <summary>What an inspection can end in: codes that make sense together, and what is done about it.</summary>
internal sealed record Finding(int Weight, string[] Codes, string[] Disposals, string Details)
{
    private static readonly Finding[] MappedByAll =
    [
        new(50, ["NoProblemFound"], ["none"], "现场检查未发现问题。"),
        new(4, ["NoProblemFound", "NotEngaged"], ["none"], "未发现违法行为，未发现开展本次抽查涉及的经营活动。"),
        new(10, ["CorrectedOnOrder"], ["correctionOrdered"], "台账不全，已责令当场改正。"),
        new(5, ["ProblemPending"], ["caseFiled", "transferred", "judicial"], "发现涉嫌违法问题，待后续处理。"),
        new(3, ["NotPublicised"], ["correctionOrdered"], "年度报告信息未按规定公示。"),
        new(2, ["NotPublicised", "CorrectedOnOrder"], ["correctionOrdered"], "未按规定公示信息，经责令已改正。"),
        new(2, ["ProblemPending", "Falsified"], ["caseFiled", "judicial"], "提供的记录与实际不符，已立案。"),
        new(2, ["Obstructed"], ["caseFiled", "transferred"], "拒不提供资料，情节严重。"),
        new(1, ["Obstructed", "Falsified"], ["caseFiled"], "阻挠检查并隐瞒真实情况。"),
        new(1, ["ProblemPending", "CorrectedOnOrder"], ["correctionOrdered", "transferred"], "部分问题已改正，其余移送有关部门。"),
        new(4, ["Unreachable"], ["none", "transferred"], "通过登记的住所无法联系。"),
        new(1, ["Unreachable", "ClosedOrLiquidating"], ["none"], "登记住所无人，邻户称已停业。"),
        new(3, ["ClosedOrLiquidating"], ["none"], "已关闭停业。"),
        new(2, ["Deregistered"], ["none"], "已办理注销。"),
        new(1, ["LicenceRevoked"], ["none"], "营业执照已被吊销。"),
        new(1, ["Cancelled"], ["none"], "登记已被撤销。"),
        new(1, ["MovedOut"], ["none"], "已迁出本辖区。"),
        new(3, ["NotEngaged"], ["none"], "未开展本次抽查涉及的经营活动。"),
    ];

    private static readonly Finding[] Unmapped =
    [
        new(6, ["OtherViolation"], ["correctionOrdered", "caseFiled"], "违反其他规定。"),
        new(3, ["OtherViolation", "CorrectedOnOrder"], ["correctionOrdered"], "违反其他规定，经责令已改正。"),
        new(6, ["Suspended"], ["none"], "暂停营业。"),
        new(2, ["NotEngaged", "Suspended"], ["none"], "暂停营业，未开展相关经营活动。"),
    ];

    private static readonly Finding[] MappedOrNot = [.. MappedByAll, .. Unmapped];

    /// <summary>A finding that fits the subject's registration status; codes that some target can't map only where asked for.</summary>
    public static Finding Choose(string subjectStatus, bool allCodes, ref Dice dice)
    {
        var registered = subjectStatus switch { "2" => "Deregistered", "3" => "LicenceRevoked", "4" => "Cancelled", "5" => "MovedOut", _ => null };
        if (registered is not null && dice.Percent(70))
        {
            return MappedByAll.Single(finding => finding.Codes is [var only] && only == registered);
        }

        var choices = allCodes ? MappedOrNot : MappedByAll;
        var roll = dice.Next(choices.Sum(finding => finding.Weight));
        foreach (var finding in choices)
        {
            roll -= finding.Weight;
            if (roll < 0)
            {
                return finding;
            }
        }

        return choices[0];
    }
}
