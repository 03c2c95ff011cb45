using Xunit;

namespace Gateway.UnitTests.Checklists;

/// <summary>Every shipped field: whose it is, by words, and the wider grouping over its objects.</summary>
public sealed class FieldTests
{
    public static TheoryData<string, string, string, string, string, string> Fields => new()
    {
        { "成品油流通", "重点", "commerce", "market-regulation", "对加油站经营资质的检查", "加油站" },
        { "自建房安全", "重点", "housing-construction", "natural-resources", "对经营性自建房安全的检查", "经营性自建房" },
        { "单用途预付卡", "一般", "commerce", "market-regulation", "对发卡企业执行《单用途商业预付卡管理办法》的监管检查", "单用途商业预付卡发卡企业" },
        { "烟花爆竹", "重点", "emergency", "public-security", "对烟花爆竹零售店（点）的检查", "烟花爆竹零售店（点）" },
        { "农民工欠薪", "重点", "human-resources", "housing-construction", "对农民工工资支付情况的检查", "工程建设项目施工总承包单位" },
        { "食品药品", "重点", "market-regulation", "education", "学校食堂食品安全情况的检查", "学校食堂" },
        { "校外培训", "一般", "education", "market-regulation", "对校外培训机构办学情况的检查", "校外培训机构" },
        { "医保基金", "重点", "medical-insurance", "health", "对定点医疗机构医保基金使用的检查", "定点医疗机构" },
        { "危险化学品", "重点", "emergency", "public-security", "对危险化学品生产经营单位的检查", "危险化学品生产经营单位" },
        { "生态环境", "重点", "ecology-environment", "water", "对排污单位排污许可的检查", "排污单位" },
        { "燃气", "重点", "housing-construction", "market-regulation", "对燃气经营企业的检查", "燃气经营企业" },
        { "建筑工程", "重点", "housing-construction", "emergency", "对建筑工程施工质量的检查", "建筑工程施工单位" },
        { "非法金融活动", "重点", "local-finance", "public-security", "对民间投融资中介机构的检查", "民间投融资中介机构" },
        { "特种设备", "重点", "market-regulation", "housing-construction", "对电梯使用单位的检查", "电梯使用单位" },
        { "医疗器械", "重点", "market-regulation", "health", "对医疗器械经营企业的检查", "医疗器械经营企业" },
    };

    [Fact]
    public void Every_shipped_field_is_tried() =>
        Assert.Equal(Sample.Rules.All.Select(x => x.Field), Fields.Select(x => x.Data.Item1));

    [Theory]
    [MemberData(nameof(Fields))]
    public void The_same_matter_of_two_departments_is_one_item_under_the_fields_lead(
        string field, string category, string lead, string joining, string name, string target)
    {
        var list = Sample.Compile(Sample.Matter(joining, name, target), Sample.Matter(lead, name, target));
        var item = Assert.Single(list.Items).Item;
        Assert.Empty(list.Disputes);
        Assert.Equal((field, category, name, target), (item.Field, item.ItemClass, item.Matter, item.Object));
        Assert.Equal(Sample.CodeOf(lead), item.Lead?.Code);
        Assert.Equal([Sample.CodeOf(joining)], item.Joining.Select(x => x.Code));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Different_matters_over_the_fields_object_are_one_wider_item(
        string field, string category, string lead, string joining, string name, string target)
    {
        var list = Sample.Compile(Sample.Matter(joining, name + "（证照）", target), Sample.Matter(lead, name + "（现场）", target));
        var item = Assert.Single(list.Items).Item;
        Assert.Equal((field, category, $"{name}（现场）；{name}（证照）"), (item.Field, item.ItemClass, item.Matter));
        Assert.Equal(Sample.CodeOf(lead), item.Lead?.Code);
        Assert.Equal([Sample.CodeOf(joining)], item.Joining.Select(x => x.Code));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void One_departments_matter_is_in_no_list(string field, string category, string lead, string joining, string name, string target)
    {
        Assert.NotEqual(lead, joining);
        Assert.Contains(Sample.Rules.All, x => x.Field == field && x.Category == category);
        Assert.Empty(Sample.Compile(Sample.Matter(lead, name, target)).Items);
    }
}
