using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P1;

/// <summary>The behaviour query with the manners of the real one: an array is success, an object is failure, a plain text is "no rows" or a bad date.</summary>
internal sealed class BehaviourQuery(SandboxOptions options)
{
    public const string ServiceCode = "s_610000_behaviour";
    private const string NoRows = "没有数据或者时间格式错误";

    public Task AnswerAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var (source, table) = (query["cd_source"].ToString(), query["table_id"].ToString());
        if (!Area.IsSixDigits(source) || table is not ("1" or "2" or "3" or "4"))
        {
            return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("errCode"u8, ExchangeAnswer.Parameter);
                writer.WriteString("errMsg"u8, "参数错误：cd_source 或 table_id");
                writer.WriteEndObject();
            });
        }

        var isDate = DateOnly.TryParseExact(
            query["submitted_date"].ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        // No one works at the weekend, and an area that is not known has nothing.
        if (!isDate || Area.Find(source) is not { } area || day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, "text/plain; charset=UTF-8", Encoding.UTF8.GetBytes(NoRows));
        }

        return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartArray();
            var dice = Dice.For(options.Seed, area.Ordinal, 50 + (table[0] - '0'), day.DayNumber);
            var rows = 3 + dice.Next(12);
            for (var i = 0; i < rows; i++)
            {
                WriteRow(writer, area, day, table, i, ref dice);
            }

            writer.WriteEndArray();
        });
    }

    private void WriteRow(Utf8JsonWriter writer, Area area, DateOnly day, string table, int number, ref Dice dice)
    {
        var facts = SubjectFacts.Of(options.Seed, area, dice.Next(Math.Max(1, options.Subjects / 20)), null);
        var matter = dice.Pick(MatterTemplate.All);
        var organ = Department.Of(area, matter.Department);
        var id = string.Create(CultureInfo.InvariantCulture, $"B{table}{area.Code}{day:yyyyMMdd}{number:D4}");
        var nature = facts.CredentialType == "111" ? "1" : facts.Kind == "03" ? "3" : "2";
        var submitted = TextVariety.IsoDate(day) + " 17:30:00";
        writer.WriteStartObject();
        Write(writer, ("record_unique_identity", id), ("supervise_item_implement_code", matter.Code), ("supervise_item_check_icode", organ.Code + "1"),
            ("cd_id", id + "-1"), ("cd_time", submitted), ("cd_source", area.Code), ("cd_operation", "i"),
            ("cd_batch", day.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + "00001"), ("implement_institution", organ.Name),
            ("implement_institution_code", organ.Code), ("administrative_cp", facts.Name), ("administrative_cp_na", nature),
            ("administrative_cp_ce_type", facts.CredentialType), ("administrative_cp_ui_code", facts.Credential), ("area_number", area.Code),
            ("submitted_date", submitted));
        if (table == "1")
        {
            var law = dice.Next(200);
            Write(writer, ("check_action_name", matter.Item), ("check_action_code", id), ("entrust_dept", ""), ("entrust_dept_code", ""),
                ("supervise_object", facts.Name), ("address_registered", "陕西省渭南市" + area.Name), ("address_operating", ""), ("check_form", "01"),
                ("check_type", "日常监管"), ("check_mode", matter.Mode), ("check_result", dice.Percent(80) ? "1" : "2"), ("check_date", TextVariety.IsoDate(day)),
                ("check_personnel", "王建国,李敏"), ("check_personnel_code", PersonRows.LawNumber(Feed.Inspector, area, law) + "," + PersonRows.LawNumber(Feed.Inspector, area, law + 1)),
                ("submitted_personnel", "张伟"), ("plan_id", ""), ("company_type", ""));
        }
        else
        {
            Write(writer, ("action_name", matter.Item), ("action_code", id), ("basis", matter.Law + "第十条"), ("result", "已办结"), ("action_date", TextVariety.IsoDate(day)));
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, params ReadOnlySpan<(string Name, string Value)> columns)
    {
        foreach (var (name, value) in columns)
        {
            writer.WriteString(name, value);
        }
    }
}
