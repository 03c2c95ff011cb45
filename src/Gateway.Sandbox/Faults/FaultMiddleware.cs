using System.Globalization;
using System.Text;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.Faults;

/// <summary>Lets requests to the platforms pass, late by the latency, or does to them what a fault in force says.</summary>
internal sealed class FaultMiddleware(RequestDelegate next, FaultBook faults, SandboxOptions options, TimeProvider clock)
{
    private static readonly TimeSpan LongestHang = TimeSpan.FromMinutes(10);

    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")
        ?? throw new InvalidOperationException("no GB18030 on this system");

    private static readonly byte[] Maintenance = Encoding.UTF8.GetBytes(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>系统维护</title></head><body><h1>系统维护中，请稍后访问</h1></body></html>");

    public async Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (!IsPlatform(path))
        {
            await next(context);
            return;
        }

        if (options.LatencyMs > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(options.LatencyMs), TimeProvider.System, context.RequestAborted);
        }

        if (faults.For(context.Request) is not { Order: var order })
        {
            await next(context);
        }
        else if (FaultKinds.Breaking.Contains(order.Kind))
        {
            await BreakAsync(context, order);
        }
        else if (FaultKinds.Spoiling.Contains(order.Kind))
        {
            await SpoilAsync(context, order, await TakenAsync(context));
        }
        else
        {
            if (order.Take)
            {
                await TakenAsync(context);
            }

            await ReplaceAsync(context, order);
        }
    }

    /// <summary>Below <c>/p</c> and a number.</summary>
    private static bool IsPlatform(string path) =>
        path.IndexOf('/', 1) is > 2 and var end && path[1] == 'p' && path.AsSpan(2, end - 2).IndexOfAnyExceptInRange('0', '9') < 0;

    private static async Task BreakAsync(HttpContext context, FaultOrder order)
    {
        if (order.Kind == "hang")
        {
            var hang = order.DelayMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : LongestHang;
            try
            {
                await Task.Delay(hang, TimeProvider.System, context.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                // The caller gave up first, which is what the fault is for.
            }
        }

        context.Abort();
    }

    /// <summary>Lets the platform work and keeps its answer back.</summary>
    private async Task<byte[]> TakenAsync(HttpContext context)
    {
        var wire = context.Response.Body;
        using var kept = new MemoryStream();
        context.Response.Body = kept;
        try
        {
            await next(context);
            await context.Response.BodyWriter.FlushAsync(CancellationToken.None);
        }
        finally
        {
            context.Response.Body = wire;
        }

        context.Response.ContentLength = null;
        return kept.ToArray();
    }

    private static async Task SpoilAsync(HttpContext context, FaultOrder order, byte[] answer)
    {
        switch (order.Kind)
        {
            case "reset-after":
                context.Abort();
                break;
            case "truncated":
                await SendAsync(context, answer.AsMemory(0, answer.Length / 2));
                break;
            case "cut":
                context.Response.ContentLength = answer.Length;
                await context.Response.Body.WriteAsync(answer.AsMemory(0, answer.Length / 2));
                await context.Response.Body.FlushAsync();
                context.Abort();
                break;
            case "gbk":
                await SendAsync(context, Gbk.GetBytes(Encoding.UTF8.GetString(answer)));
                break;
            default:
                await DripAsync(context, answer, order.DelayMs ?? 3000);
                break;
        }
    }

    private static async Task DripAsync(HttpContext context, byte[] answer, int milliseconds)
    {
        const int drops = 10;
        context.Response.ContentLength = answer.Length;
        for (var i = 0; i < drops; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds((double)milliseconds / drops), TimeProvider.System, context.RequestAborted);
            var (from, to) = (answer.Length * i / drops, answer.Length * (i + 1) / drops);
            await context.Response.Body.WriteAsync(answer.AsMemory(from, to - from), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private async Task ReplaceAsync(HttpContext context, FaultOrder order)
    {
        var response = context.Response;
        response.Clear();
        switch (order.Kind)
        {
            case "500" or "503" or "429":
                if (order.RetryAfter is { } seconds)
                {
                    response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                }

                await JsonAnswer.WriteAsync(
                    context, int.Parse(order.Kind, CultureInfo.InvariantCulture), "text/plain; charset=UTF-8", Encoding.UTF8.GetBytes("sandbox fault"));
                break;
            case "html":
                await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, "text/html; charset=UTF-8", Maintenance);
                break;
            case "empty":
                await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, "application/json; charset=UTF-8", ReadOnlyMemory<byte>.Empty);
                break;
            case "garbage":
                var bytes = new byte[256];
                var dice = Data.Dice.For(order.Seed, 1, 0, clock.GetTimestamp());
                for (var i = 0; i < bytes.Length; i++)
                {
                    bytes[i] = (byte)dice.Next(256);
                }

                await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, "application/json; charset=UTF-8", bytes);
                break;
            default:
                await BusinessCodeAsync(context, order.Code ?? "9999");
                break;
        }
    }

    /// <summary>A business code in the form of the profile that was asked.</summary>
    private static Task BusinessCodeAsync(HttpContext context, string code) => PlatformOf(context) == "p7"
        ? JsonAnswer.WriteAsync(
            context, StatusCodes.Status200OK, "application/xml; charset=UTF-8", P7.ExchangeXml.Reply("", code, "平台异常", []))
        : JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer => WriteBusinessCode(writer, PlatformOf(context), code));

    private static string PlatformOf(HttpContext context) => context.Request.Path.Value?.Split('/')[1] ?? "";

    private static void WriteBusinessCode(System.Text.Json.Utf8JsonWriter writer, string platform, string code)
    {
        writer.WriteStartObject();
        switch (platform)
        {
            case "p3":
                writer.WriteNumber("code"u8, int.Parse(code, CultureInfo.InvariantCulture));
                writer.WriteString("msg"u8, "平台异常");
                break;
            case "p4":
                writer.WriteNumber("errcode"u8, int.Parse(code, CultureInfo.InvariantCulture));
                writer.WriteString("errmsg"u8, "平台异常");
                break;
            case "p10":
                writer.WriteNumber("code"u8, int.Parse(code, CultureInfo.InvariantCulture));
                writer.WriteString("message"u8, "平台异常");
                break;
            default:
                writer.WriteString("code"u8, code);
                writer.WriteString("message"u8, code == "1006" ? "访问频率超限" : "平台异常");
                break;
        }

        writer.WriteEndObject();
    }

    private static Task SendAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
