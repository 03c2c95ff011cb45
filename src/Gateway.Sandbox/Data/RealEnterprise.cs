using System.Globalization;
using System.Text.Json;

namespace Gateway.Sandbox.Data;

/// <summary>One real registration. Its defect, if any, is found when it is read, by the sandbox's own reading of the standards.</summary>
internal sealed record RealEnterprise(
    Area Area, string AreaNumber, string Name, string Code, string Date, string Type, string Capital, string Address, string? Defect)
{
    public static RealEnterprise Place(string name, string code, string date, string type, string capital, string address)
    {
        var byAddress = Area.All.FirstOrDefault(area => !area.IsCity && address.Contains(area.Name, StringComparison.Ordinal))
            ?? (address.Contains("华县", StringComparison.Ordinal) ? Area.Find("610503") : null);
        var digits = code.Length >= 8 ? code[2..8] : "";
        var byDigits = Area.All.FirstOrDefault(area => area.Code == digits || area.Aliases.Contains(digits));
        var area = byAddress ?? byDigits ?? Area.All[0];
        var number = byDigits == area ? digits : area.Code;
        return new RealEnterprise(area, number, name, code, date, type, capital, address, DefectOf(name, code, date));
    }

    public void WriteColumns(Utf8JsonWriter writer, in RowKey key)
    {
        writer.WriteString("subject_kind"u8, Code.StartsWith("93", StringComparison.Ordinal) ? "02" : Code.StartsWith("92", StringComparison.Ordinal) ? "03" : "01");
        writer.WriteString("subject_name"u8, Name);
        writer.WriteString("credential_type"u8, "001");
        writer.WriteString("credential_code"u8, Code);
        writer.WriteString("reg_no"u8, "");
        writer.WriteString("legal_person"u8, "");
        writer.WriteString("address_registered"u8, Address);
        writer.WriteString("address_operating"u8, key.Version > 1 ? Address + "v" + key.Version.ToString(CultureInfo.InvariantCulture) : Address);
        writer.WriteString("area_number"u8, AreaNumber);
        writer.WriteString("industry_code"u8, "");
        writer.WriteString("company_type"u8, Type);
        writer.WriteString("reg_capital"u8, Capital);
        writer.WriteString("establish_date"u8, Date);
        writer.WriteString("status"u8, "1");
        writer.WriteString("tags"u8, "");
        writer.WriteString("contact_phone"u8, "");
    }

    private static string? DefectOf(string name, string code, string date) =>
        string.IsNullOrWhiteSpace(name) ? "name_missing"
        : !Uscc.IsValid(code) ? "uscc_invalid"
        : date.Length > 0 && !DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? "date_invalid"
        : null;
}
