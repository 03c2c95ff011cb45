namespace Gateway.Sandbox.Data;

/// <summary>One area that the platforms serve; <see cref="Ordinal"/> is its place in the list and part of every number made for it.</summary>
internal sealed record Area(int Ordinal, string Code, string Name, int Weight, string[] Aliases, string[] Towns)
{
    public static readonly IReadOnlyList<Area> All =
    [
        new(0, "610500", "渭南市", 18, ["610501", "610592", "610593", "610594"], ["高新技术产业开发区朝阳大街", "经济技术开发区辛市街", "华山景区迎宾路", "卤阳湖开发区内府路"]),
        new(1, "610502", "临渭区", 14, [], ["杜桥街道", "人民街道", "下邽镇", "官道镇", "故市镇"]),
        new(2, "610503", "华州区", 7, ["610521"], ["华州街道", "杏林镇", "赤水镇", "瓜坡镇", "下庙镇"]),
        new(3, "610522", "潼关县", 3, [], ["城关街道", "秦东镇", "太要镇", "桐峪镇"]),
        new(4, "610523", "大荔县", 9, [], ["城关街道", "许庄镇", "朝邑镇", "官池镇", "羌白镇"]),
        new(5, "610524", "合阳县", 6, [], ["城关街道", "甘井镇", "坊镇", "洽川镇"]),
        new(6, "610525", "澄城县", 7, [], ["城关街道", "冯原镇", "王庄镇", "尧头镇"]),
        new(7, "610526", "蒲城县", 12, [], ["城关街道", "罕井镇", "孙镇", "兴镇", "党睦镇"]),
        new(8, "610527", "白水县", 4, [], ["城关街道", "尧禾镇", "杜康镇", "西固镇"]),
        new(9, "610528", "富平县", 9, [], ["东华街道", "庄里镇", "张桥镇", "美原镇", "流曲镇"]),
        new(10, "610581", "韩城市", 7, [], ["新城街道", "金城街道", "龙门镇", "桑树坪镇", "芝川镇"]),
        new(11, "610582", "华阴市", 4, [], ["太华街道", "岳庙街道", "孟塬镇", "华西镇", "罗敷镇"]),
    ];

    public bool IsCity => Ordinal == 0;

    public static Area? Find(string code) => All.FirstOrDefault(area => area.Code == code);

    public static bool IsKnownCode(string code) => All.Any(area => area.Code == code || area.Aliases.Contains(code));

    public static bool IsSixDigits(string? code) => code is { Length: 6 } && code.All(char.IsAsciiDigit);

    /// <summary>How many of <paramref name="total"/> subjects this area has; the shares add up to the total exactly.</summary>
    public int ShareOf(int total, string? singleArea)
    {
        if (singleArea is not null)
        {
            return singleArea == Code ? total : 0;
        }

        var before = All.Take(Ordinal).Sum(area => area.Weight);
        return (int)((long)total * (before + Weight) / 100) - (int)((long)total * before / 100);
    }
}
