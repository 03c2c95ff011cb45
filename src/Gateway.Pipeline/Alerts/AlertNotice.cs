using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Pipeline.Runs;

namespace Gateway.Pipeline.Alerts;

/// <summary>A notice on its way out.</summary>
public sealed record AlertNotice(long NoticeId, string Step, string Body, int Attempts);

/// <summary>What a notice says.</summary>
internal static class NoticeBody
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The step's stored name; <see langword="null"/> for a move that is told to nobody.</summary>
    public static string? Step(AlertMove move) => move switch
    {
        AlertMove.Raised => "raised",
        AlertMove.Reminded => "reminder",
        AlertMove.Resolved => "resolved",
        _ => null,
    };

    public static string Of(AlertStep step, DateTimeOffset now) => JsonSerializer.Serialize(
        new
        {
            step = Step(step.Move), kind = step.Condition?.Kind ?? step.Alert?.Kind, target = step.Condition?.Target ?? step.Alert?.Target,
            area = step.Condition?.Area ?? step.Alert?.Area, subjects = step.Condition?.Subjects ?? 0,
            text = step.Move == AlertMove.Resolved ? $"已解除：{step.Alert?.Words}" : step.Condition?.Words,
            since = (step.Alert?.RaisedAt ?? now).ToOffset(ChinaTime.Offset), at = now.ToOffset(ChinaTime.Offset),
        },
        Json);
}
