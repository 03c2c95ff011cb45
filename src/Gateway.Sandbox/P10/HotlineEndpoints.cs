using System.Globalization;
using System.Text.Json;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P10;

/// <summary>Profile 10, the hotline: leads by the time received, handling by lead. <c>/_sandbox/lead</c> adds a lead, <c>/_sandbox/handling</c> shows what was told.</summary>
internal sealed class HotlineEndpoints(HotlineDoor door, LeadBook leads, HandlingBook handlings)
{
    private const int PageSize = 50;
    private const int Signature = 401;
    private const int Parameter = 400;
    private const int UnknownLead = 404;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/p10/leads", LeadsAsync);
        app.MapPost("/p10/leads/{leadNo}/handling", HandleAsync);
        app.MapPost("/_sandbox/lead", AddAsync);
        app.MapGet("/_sandbox/leads", context => WriteAllAsync(context, leads.All));
        app.MapGet("/_sandbox/handling", context => WriteAllAsync(context, handlings.All));
    }

    private Task LeadsAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (!door.MayPass(context.Request))
        {
            return AnswerAsync(context, StatusCodes.Status200OK, Signature, "签名错误或请求已过期");
        }

        if (ShanghaiClock.Parse(query["since"]) is null
            || !int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) || page < 1)
        {
            return AnswerAsync(context, StatusCodes.Status200OK, Parameter, "since 应为 yyyy-MM-dd HH:mm:ss，page 从 1 起");
        }

        var (total, shown) = leads.Since(query["since"].ToString(), page, PageSize);
        return AnswerAsync(context, StatusCodes.Status200OK, 0, "", writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("total"u8, total);
            writer.WriteNumber("page"u8, page);
            writer.WriteNumber("pageSize"u8, PageSize);
            writer.WritePropertyName("leads"u8);
            JsonSerializer.Serialize(writer, shown, JsonAnswer.Options);
            writer.WriteEndObject();
        });
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (!door.MayPass(context.Request))
        {
            await AnswerAsync(context, StatusCodes.Status200OK, Signature, "签名错误或请求已过期");
            return;
        }

        var leadNo = (string?)context.Request.RouteValues["leadNo"] ?? "";
        using var body = await JsonAnswer.ReadAsync(context);
        if (body is not { RootElement.ValueKind: JsonValueKind.Object })
        {
            await AnswerAsync(context, StatusCodes.Status200OK, Parameter, "请求体应为 JSON 对象");
            return;
        }

        if (!leads.Has(leadNo))
        {
            await AnswerAsync(context, StatusCodes.Status404NotFound, UnknownLead, "线索不存在");
            return;
        }

        var row = new RowReader(body.RootElement);
        var state = row.Required("state");
        row.Code("state", state, "accepted", "assigned", "handled", "rejected", "transferred");
        var dept = row.Required("deptCode");
        row.Uscc("deptCode", dept);
        var (text, at) = (row.Required("text"), row.Required("at"));
        row.Form("at", at, value => ShanghaiClock.Parse(value) is not null, "yyyy-MM-dd HH:mm:ss");
        if (row.First() is { } fault)
        {
            await AnswerAsync(context, StatusCodes.Status200OK, Parameter, fault.Reason);
            return;
        }

        handlings.Take(leadNo, state, dept, text, at);
        await AnswerAsync(context, StatusCodes.Status200OK, 0, "");
    }

    private async Task AddAsync(HttpContext context)
    {
        var (lead, problem) = await ControlBody.ReadAsync<HotlineLead>(context);
        if (lead is null || problem is not null)
        {
            await ControlBody.RefuseAsync(context, problem ?? "body missing");
            return;
        }

        leads.Add(lead);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status201Created, writer => JsonSerializer.Serialize(writer, lead, JsonAnswer.Options));
    }

    private static Task WriteAllAsync<T>(HttpContext context, IReadOnlyList<T> all) =>
        JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer => JsonSerializer.Serialize(writer, all, JsonAnswer.Options));

    private static Task AnswerAsync(HttpContext context, int status, int code, string words, Action<Utf8JsonWriter>? data = null) =>
        JsonAnswer.WriteAsync(context, status, writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("code"u8, code);
            writer.WriteString("message"u8, words);
            if (data is not null)
            {
                writer.WritePropertyName("data"u8);
                data(writer);
            }

            writer.WriteEndObject();
        });
}
