using System.Text.Json;
using Gateway.Adapters.Identifiers;

namespace Gateway.Pipeline.Results;

/// <summary>Reads results strictly: unknown and repeated members, other types, numbers as text and deep nesting are refused.</summary>
public static class ResultParser
{
    public const int MostPerRequest = 1000;

    /// <summary>Reads a body that holds one result.</summary>
    public static ResultReading ReadOne(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var result = JsonSerializer.Deserialize(utf8, ResultJson.Default.InspectionResult);
            if (result is null)
            {
                return new ResultReading.Malformed(new ResultProblem("", ResultProblemCodes.Malformed, "应为一个 JSON 对象"));
            }

            return ClassifiedScreen.IsClassified(result.Exemption?.Ground) ? new ResultReading.Classified() : new ResultReading.Read(result);
        }
        catch (JsonException e)
        {
            return ClassifiedScreen.Claims(utf8) ? new ResultReading.Classified() : new ResultReading.Malformed(ProblemOf(e));
        }
    }

    /// <summary>Reads an object or an array of at most 1,000; a bad item spoils no other.</summary>
    public static BodyReading ReadBody(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = ResultJson.MaxDepth + 1 });
        try
        {
            if (!reader.Read())
            {
                return NotJson();
            }

            if (reader.TokenType != JsonTokenType.StartArray)
            {
                return new BodyReading.Items([ReadOne(utf8)], IsArray: false);
            }

            var items = new List<ResultReading>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (items.Count == MostPerRequest)
                {
                    return new BodyReading.TooMany(MostPerRequest);
                }

                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                items.Add(ReadOne(utf8[start..(int)reader.BytesConsumed]));
            }

            return reader.Read() ? NotJson() : new BodyReading.Items(items, IsArray: true);
        }
        catch (JsonException)
        {
            return NotJson();
        }
    }

    private static BodyReading.NotJson NotJson() =>
        new(new ResultProblem("", ResultProblemCodes.Malformed, "请求体不是有效的 JSON，或嵌套过深"));

    internal static ResultProblem ProblemOf(JsonException failure)
    {
        // The serializer's own words may repeat a member's name, which is the sender's text, and are not passed on.
        var field = JsonPointer.Of(failure.Path);
        return failure.Message.Contains("could not be mapped", StringComparison.Ordinal)
            ? new ResultProblem(Masking.PeerWords(field), ResultProblemCodes.UnknownMember, "含有未定义的字段")
            : new ResultProblem(Masking.PeerWords(field), ResultProblemCodes.Malformed, "不是有效的 JSON，或字段的类型、取值不符合要求");
    }
}
