using System.Text.Json;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P1;

/// <summary>Profile 1, exchange-rest: one address for all services, told apart by the service code in the header.</summary>
internal sealed class ExchangeEndpoints(
    ExchangeDoor door, SecretBook secrets, PagedQuery paged, BehaviourQuery behaviours, PushService push, ResultLedgerQuery ledger)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/p1/sysapi/auth/refreshappsecret", RefreshAsync);
        app.MapGet("/p1/httpproxy", GetAsync);
        app.MapPost("/p1/httpproxy", PostAsync);
    }

    private async Task RefreshAsync(HttpContext context)
    {
        using var body = await JsonAnswer.ReadAsync(context);
        if (body is not { RootElement.ValueKind: JsonValueKind.Object })
        {
            await ExchangeAnswer.FailAsync(context, ExchangeAnswer.Parameter, "请求体不是JSON对象");
            return;
        }

        var fields = new RowReader(body.RootElement);
        var headers = new ExchangeHeaders(
            fields.Optional("gjgxjhpt_rid"), fields.Optional("gjgxjhpt_sid"), fields.RequiredScalar("gjgxjhpt_rtime"), fields.Optional("gjgxjhpt_sign"));
        if (door.RefreshRefusal(headers) is { } refusal)
        {
            await ExchangeAnswer.FailAsync(context, refusal.Code, refusal.Message);
            return;
        }

        var key = door.KeyOf(headers) ?? throw new InvalidOperationException("The key was taken out between two looks.");
        var secret = secrets.Refresh();
        await ExchangeAnswer.SucceedAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("secret"u8, secrets.Encrypt(secret.Secret, key));
            writer.WriteString("secretEndTime"u8, secret.EndText);
            writer.WriteEndObject();
        });
    }

    private async Task GetAsync(HttpContext context)
    {
        var sid = context.Request.Headers["gjgxjhpt_sid"].ToString();
        if (door.Refusal(context.Request) is { } refusal)
        {
            await ExchangeAnswer.FailAsync(context, refusal.Code, refusal.Message);
        }
        else if (Feed.All.FirstOrDefault(feed => feed.ServiceCode == sid) is { } feed)
        {
            await paged.AnswerAsync(context, feed);
        }
        else if (sid == BehaviourQuery.ServiceCode)
        {
            await behaviours.AnswerAsync(context);
        }
        else if (sid == ResultLedgerQuery.ServiceCode)
        {
            await ledger.AnswerAsync(context);
        }
        else
        {
            await ExchangeAnswer.FailAsync(context, ExchangeAnswer.UnknownService, "服务不存在");
        }
    }

    private async Task PostAsync(HttpContext context)
    {
        var sid = context.Request.Headers["gjgxjhpt_sid"].ToString();
        if (door.Refusal(context.Request) is { } refusal)
        {
            await ExchangeAnswer.FailAsync(context, refusal.Code, refusal.Message);
        }
        else if (PushKind.Find(sid) is { } kind)
        {
            await push.AnswerAsync(context, kind);
        }
        else
        {
            await ExchangeAnswer.FailAsync(context, ExchangeAnswer.UnknownService, "服务不存在");
        }
    }
}
