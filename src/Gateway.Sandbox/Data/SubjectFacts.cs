using System.Globalization;

namespace Gateway.Sandbox.Data;

/// <summary>What other feeds need to know of a subject: kind, name and credential, from its place alone.</summary>
internal readonly record struct SubjectFacts(string Kind, string Name, string CredentialType, string Credential)
{
    private static readonly string[] Kinds = ["01", "02", "03", "04", "05", "06", "07", "11", "12", "13", "14", "15", "16", "17"];

    private static readonly string[] Words =
        ["兴隆", "华岳", "渭北", "秦东", "同州", "洛水", "金源", "宏达", "永安", "瑞丰", "长盛", "天和", "嘉禾", "龙腾", "四季", "聚鑫", "祥云", "博远"];

    private static readonly string[] Trades =
        ["商贸", "石化", "建筑工程", "餐饮", "药业", "运输", "农业科技", "环保", "燃气", "教育咨询", "物业", "机械", "食品", "文化传媒"];

    private static readonly string[] Families = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "雷", "党", "屈", "同"];
    private static readonly string[] Givens = ["建国", "秀英", "伟", "芳", "娜", "志强", "敏", "静", "文博", "晓燕", "军", "红梅", "永强", "雪"];

    /// <summary>A number that no two subjects of the sandbox share.</summary>
    public static long NumberOf(Area area, int index) => (area.Ordinal * 2_000_000L) + index;

    public static SubjectFacts Of(int seed, Area area, int index, string? defect)
    {
        var dice = Dice.For(seed, area.Ordinal, Feed.Subject.Ordinal, index, purpose: 11);
        var kind = KindOf(index, ref dice);
        var person = dice.Percent(2) && kind is "07" or "13";
        switch (defect)
        {
            case "uscc_invalid":
                (kind, person) = (kind[0] == '0' ? kind : "01", false);
                break;
            case "id_invalid":
                (kind, person) = ("07", true);
                break;
            default:
                break;
        }

        var name = Named(kind, area, ref dice) + (index % 9 == 0 ? "" : (index % 9973).ToString(CultureInfo.InvariantCulture) + "号");
        if (person)
        {
            var birth = new DateOnly(1950 + dice.Next(50), 1 + dice.Next(12), 1 + dice.Next(28));
            return new SubjectFacts(kind, PersonName(ref dice), "111", IdNumber.Make(area.Code, birth, index));
        }

        return kind[0] == '1'
            ? new SubjectFacts(kind, name, "099", string.Create(CultureInfo.InvariantCulture, $"{area.Code}-{kind}-{index:D7}"))
            : new SubjectFacts(kind, name, "001", Uscc.Make(Prefix(kind), Registrar(area, ref dice), NumberOf(area, index)));
    }

    public static string PersonName(ref Dice dice) => dice.Pick(Families) + dice.Pick(Givens);

    private static string KindOf(int index, ref Dice dice)
    {
        var roll = dice.Next(100);
        if (index < Kinds.Length)
        {
            return Kinds[index];
        }

        return roll switch { < 52 => "01", < 58 => "02", < 80 => "03", < 83 => "04", < 85 => "05", < 87 => "06", < 90 => "07", _ => Kinds[7 + (roll % 7)] };
    }

    private static string Prefix(string kind) =>
        kind switch { "01" => "91", "02" => "93", "03" => "92", "04" => "12", "05" => "12", "06" => "51", _ => "52" };

    /// <summary>Who registered it need not be where it is: digits 3–8 are the registrar's.</summary>
    private static string Registrar(Area area, ref Dice dice) => dice.Next(100) switch
    {
        < 3 => "610000",
        < 10 => "610500",
        < 40 when area.Code == "610503" => "610521",
        < 40 when area.IsCity => area.Aliases[dice.Next(area.Aliases.Length)],
        _ => area.Code,
    };

    private static string Named(string kind, Area area, ref Dice dice)
    {
        var word = dice.Pick(Words);
        var trade = dice.Pick(Trades);
        return area.Name + word + kind switch
        {
            "01" => trade + (dice.Percent(20) ? "(集团)有限公司" : "有限责任公司"),
            "02" => "种植农民专业合作社",
            "03" => trade + "店",
            "04" => dice.Percent(50) ? "小学" : "初级中学",
            "05" => "医院",
            "06" => "行业协会",
            "07" => "服务中心",
            "11" => "牌瓶装液化石油气",
            "12" => "安置房建设项目",
            "13" => "户外广告发布行为",
            "14" => "电梯",
            "15" => "水源保护区",
            "16" => "农贸市场",
            _ => "网站",
        };
    }
}
