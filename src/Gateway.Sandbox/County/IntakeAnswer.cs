using System.Text.Json;

namespace Gateway.Sandbox.County;

/// <summary>A field of a refused result and what is said of it.</summary>
internal sealed record IntakeProblem(string Field, string Code, string Message)
{
    public override string ToString() => string.Join(' ', new[] { Field, Code, Message }.Where(part => part.Length > 0));
}

/// <summary>What the gateway said of one result of an array.</summary>
internal sealed record ItemAnswer(bool Taken, IReadOnlyList<IntakeProblem> Problems);

/// <summary>Reads what <c>POST /api/v1/results</c> answers to an array.</summary>
internal static class IntakeAnswer
{
    /// <summary>One answer an item, or null where the body is none that speaks of <paramref name="count"/> items.</summary>
    public static IReadOnlyList<ItemAnswer>? Items(string body, int count)
    {
        if (Parse(body) is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() != count)
        {
            return null;
        }

        var items = new ItemAnswer?[count];
        var place = 0;
        foreach (var item in list.EnumerateArray())
        {
            var index = item.TryGetProperty("index", out var named) && named.TryGetInt32(out var number) ? number : place;
            if (index < 0 || index >= count || items[index] is not null
                || !item.TryGetProperty("status", out var status) || !status.TryGetInt32(out var code))
            {
                return null;
            }

            items[index] = new ItemAnswer(code is 200 or 201, code is 200 or 201 ? [] : ProblemsOf(item));
            place++;
        }

        return [.. items.OfType<ItemAnswer>()];
    }

    /// <summary>Why a whole array was refused (RFC 9457).</summary>
    public static IReadOnlyList<IntakeProblem> Refusal(int status, string body) =>
        Parse(body) is { ValueKind: JsonValueKind.Object } problem
            ? ProblemsOf(problem)
            : [new IntakeProblem("", status.ToString(System.Globalization.CultureInfo.InvariantCulture), "答复不是约定的格式 / not an answer of the contract")];

    private static IReadOnlyList<IntakeProblem> ProblemsOf(JsonElement said)
    {
        if (said.TryGetProperty("errors", out var errors) && errors is { ValueKind: JsonValueKind.Array } && errors.GetArrayLength() > 0)
        {
            return [.. errors.EnumerateArray().Select(error => new IntakeProblem(Text(error, "field"), Text(error, "code"), Text(error, "message")))];
        }

        var words = Text(said, "detail") is { Length: > 0 } detail ? detail : Text(said, "title");
        return [new IntakeProblem("", Text(said, "status"), words)];
    }

    private static string Text(JsonElement of, string member) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(member, out var value) ? value.ToString() : "";

    private static JsonElement? Parse(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
