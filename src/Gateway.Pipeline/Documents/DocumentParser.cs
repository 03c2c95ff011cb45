using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateway.Adapters.Identifiers;
using Gateway.Pipeline.Results;

namespace Gateway.Pipeline.Documents;

/// <summary>Reads documents strictly: unknown and repeated members, other types, numbers as text and deep nesting are refused.</summary>
public static class DocumentParser
{
    public const int MostPerRequest = 1000;

    internal delegate DocumentReading<T> OneReader<T>(ReadOnlySpan<byte> utf8);

    /// <param name="isClassified">Whether it names what this system may not carry.</param>
    internal static DocumentReading<T> ReadOne<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> type, Func<T, bool> isClassified)
        where T : class
    {
        try
        {
            var document = JsonSerializer.Deserialize(utf8, type);
            if (document is null)
            {
                return new DocumentReading<T>.Malformed(new ResultProblem("", ResultProblemCodes.Malformed, "应为一个 JSON 对象"));
            }

            return isClassified(document) ? new DocumentReading<T>.Classified() : new DocumentReading<T>.Read(document);
        }
        catch (JsonException e)
        {
            return ClassifiedScreen.Claims(utf8) ? new DocumentReading<T>.Classified() : new DocumentReading<T>.Malformed(ProblemOf(e));
        }
    }

    /// <summary>Reads an object or an array of at most 1,000; a bad item spoils no other.</summary>
    internal static BodyReading<T> ReadBody<T>(ReadOnlySpan<byte> utf8, int maxDepth, OneReader<T> one)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maxDepth + 1 });
        try
        {
            if (!reader.Read())
            {
                return NotJson<T>();
            }

            if (reader.TokenType != JsonTokenType.StartArray)
            {
                return new BodyReading<T>.Items([one(utf8)], IsArray: false);
            }

            var items = new List<DocumentReading<T>>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (items.Count == MostPerRequest)
                {
                    return new BodyReading<T>.TooMany(MostPerRequest);
                }

                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                items.Add(one(utf8[start..(int)reader.BytesConsumed]));
            }

            return reader.Read() ? NotJson<T>() : new BodyReading<T>.Items(items, IsArray: true);
        }
        catch (JsonException)
        {
            return NotJson<T>();
        }
    }

    internal static ResultProblem ProblemOf(JsonException failure)
    {
        // The serializer's own words may repeat a member's name, which is the sender's text, and are not passed on.
        var field = JsonPointer.Of(failure.Path);
        return failure.Message.Contains("could not be mapped", StringComparison.Ordinal)
            ? new ResultProblem(Masking.PeerWords(field), ResultProblemCodes.UnknownMember, "含有未定义的字段")
            : new ResultProblem(Masking.PeerWords(field), ResultProblemCodes.Malformed, "不是有效的 JSON，或字段的类型、取值不符合要求");
    }

    private static BodyReading<T>.NotJson NotJson<T>() =>
        new(new ResultProblem("", ResultProblemCodes.Malformed, "请求体不是有效的 JSON，或嵌套过深"));
}
