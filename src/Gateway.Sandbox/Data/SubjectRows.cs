using System.Globalization;
using System.Text.Json;

namespace Gateway.Sandbox.Data;

/// <summary>监管对象名录库 of an area: made rows first, then the real registrations that were mixed in.</summary>
internal sealed class SubjectRows(int subjects, string? singleArea, RealEnterprises real) : FeedRows(Feed.Subject)
{
    private static readonly string[] Capitals =
        ["19,658(万)", "160(万)", "100(万元人民币)", "61(万美元)", "N/A", "91.2万人民币", "500万元", "3,000(万)", "", "壹佰万元整", "50(万)"];

    private static readonly string[] Industries = ["5265", "2619", "4511", "6210", "5251", "8391", "8411", "4710", "5431", "0111", "3432", "6110"];
    private static readonly string[] Tags = ["成品油", "危险化学品", "食品", "药品", "燃气", "特种设备", "校外培训", "医保定点", "重点监管", "建筑施工"];
    private static readonly string[] WrongKinds = ["99", "08", "XX", "20"];
    private static readonly string[] WrongAreas = ["", "999999", "000000", "61O5"];

    public override int BaseCount(Area area) => area.ShareOf(subjects, singleArea) + real.Of(area).Count;

    public int MadeCount(Area area) => area.ShareOf(subjects, singleArea);

    public override string IdentityOf(Area area, int index) =>
        RealAt(area, index) is { } enterprise ? "E" + enterprise.Code : base.IdentityOf(area, index);

    public RealEnterprise? RealAt(Area area, int index)
    {
        var made = MadeCount(area);
        return index >= made && index < made + real.Of(area).Count ? real.Of(area)[index - made] : null;
    }

    public override void WriteColumns(Utf8JsonWriter writer, in RowKey key)
    {
        if (RealAt(key.Area, key.Index) is { } enterprise)
        {
            enterprise.WriteColumns(writer, key);
            return;
        }

        var facts = SubjectFacts.Of(key.Seed, key.Area, key.Index, key.Defect);
        var dice = key.Fixed(Feed.Subject);
        var varying = key.Varying(Feed.Subject);
        var (areaNumber, address) = PlaceOf(key, ref dice);

        writer.WriteString("subject_kind"u8, key.Has("kind_unknown") ? dice.Pick(WrongKinds) : facts.Kind);
        writer.WriteString("subject_name"u8, key.Has("name_missing") ? TextVariety.Blank(ref dice) : TextVariety.Variant(facts.Name, ref dice));
        writer.WriteString("credential_type"u8, facts.CredentialType);
        writer.WriteString("credential_code"u8, CredentialOf(facts, key, ref dice));
        writer.WriteString("reg_no"u8, facts.CredentialType == "001" && dice.Percent(60) ? RegistrationNumber(key) : "");
        writer.WriteString("legal_person"u8, SubjectFacts.PersonName(ref dice));
        writer.WriteString("address_registered"u8, address);
        writer.WriteString("address_operating"u8, OperatingAddress(key, address, ref varying));
        writer.WriteString("area_number"u8, areaNumber);
        writer.WriteString("industry_code"u8, dice.Pick(Industries));
        writer.WriteString("company_type"u8, dice.Percent(60) ? "N/A" : "有限责任公司(自然人投资或控股)");
        writer.WriteString("reg_capital"u8, dice.Pick(Capitals));
        var established = new DateOnly(1985 + dice.Next(40), 1 + dice.Next(12), 1 + dice.Next(28));
        writer.WriteString("establish_date"u8, key.Has("date_invalid") ? TextVariety.WrongDate(ref dice) : TextVariety.Date(established, ref dice));
        writer.WriteString("status"u8, dice.Next(50) switch { 0 => "2", 1 => "3", 2 => "4", 3 => "5", _ => "1" });
        writer.WriteString("tags"u8, varying.Pick(Tags) + "," + varying.Pick(Tags));
        writer.WriteString("contact_phone"u8, "139" + varying.Next(100_000_000).ToString("D8", CultureInfo.InvariantCulture));
    }

    private static string CredentialOf(in SubjectFacts facts, in RowKey key, ref Dice dice)
    {
        var code = facts.Credential;
        if (key.Has("uscc_invalid"))
        {
            return dice.Next(4) switch
            {
                0 => Uscc.WithWrongOrganisation(code),
                1 => code[..13],
                2 => code[..8] + "O" + code[9..],
                _ => Uscc.WithWrongCheck(code),
            };
        }

        if (key.Has("id_invalid"))
        {
            return dice.Percent(50) ? IdNumber.WithWrongBirthday(code) : IdNumber.WithWrongCheck(code);
        }

        return facts.CredentialType switch
        {
            // Widths and old lengths are repaired by whoever reads; the row is good.
            "111" when code[6..8] == "19" && dice.Percent(30) => IdNumber.ToFifteen(code),
            "001" when dice.Percent(1) => TextVariety.FullWidth(code),
            "001" when dice.Percent(1) => code + " ",
            _ => code,
        };
    }

    /// <summary>The area code inside the row can be an older or a sub-area's; some are empty and only the address tells.</summary>
    private static (string AreaNumber, string Address) PlaceOf(in RowKey key, ref Dice dice)
    {
        var area = key.Area;
        var street = dice.Pick(area.Towns) + (1 + dice.Next(200)).ToString(CultureInfo.InvariantCulture) + "号";
        if (key.Has("area_unresolved"))
        {
            return (dice.Pick(WrongAreas), dice.Percent(50) ? "" : "地址不详");
        }

        var roll = dice.Next(100);
        if (area.Aliases.Length > 0 && roll < 20)
        {
            return (dice.Pick(area.Aliases), area.IsCity ? "陕西省渭南市" + street : "陕西省渭南市华县" + street);
        }

        return roll switch
        {
            20 when !area.IsCity => ("", "陕西省渭南市" + area.Name + street),
            < 30 when !area.IsCity => (area.Code, area.Name + street),
            _ => (area.Code, "陕西省渭南市" + (area.IsCity ? "" : area.Name) + street),
        };
    }

    private static string OperatingAddress(in RowKey key, string registered, ref Dice varying) =>
        key.Has("area_unresolved") || key.Version == 1
            ? registered
            : registered + "附" + (1 + varying.Next(900)).ToString(CultureInfo.InvariantCulture) + "号v" + key.Version.ToString(CultureInfo.InvariantCulture);

    private static string RegistrationNumber(in RowKey key) => key.Area.Code + (100_000_000 + key.Index).ToString(CultureInfo.InvariantCulture);
}
