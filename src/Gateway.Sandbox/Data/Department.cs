namespace Gateway.Sandbox.Data;

/// <summary>A department of an area: its name as the area writes it and its (synthetic, valid) USCC.</summary>
internal sealed record Department(string Name, string Code)
{
    /// <summary>The kinds of department; a number in a template is a place in this list.</summary>
    private static readonly string[] Kinds =
    [
        "市场监督管理局", "商务局", "住房和城乡建设局", "应急管理局", "教育局", "人力资源和社会保障局", "医疗保障局", "生态环境局", "公安局", "消防救援大队",
        "交通运输局", "税务局", "卫生健康局", "农业农村局", "自然资源局", "城市管理执法局", "文化和旅游局", "发展和改革委员会", "工业和信息化局", "民政局",
        "司法局", "水务局", "林业局", "财政局", "气象局", "烟草专卖局", "邮政管理局", "金融工作办公室", "网信办", "统计局",
    ];

    public static int Count => Kinds.Length;

    public static int KindOf(string shortName)
    {
        var kind = Array.FindIndex(Kinds, name => name.StartsWith(shortName, StringComparison.Ordinal));
        return kind >= 0 ? kind : throw new ArgumentException($"no department begins with {shortName}");
    }

    public static Department Of(Area area, int kind)
    {
        var name = area.IsCity && Kinds[kind] == "消防救援大队" ? "消防救援支队" : Kinds[kind];
        return new Department(area.Name + name, Uscc.Make("11", area.Code, 800_000_000L + (area.Ordinal * 100) + kind));
    }
}
