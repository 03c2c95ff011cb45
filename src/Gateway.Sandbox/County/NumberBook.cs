using System.Globalization;
using System.Text.Json;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.County;

/// <summary>The numbers that one call may use: <see cref="First"/> and those after it.</summary>
internal sealed record NumberRange(string Tag, int Call, long First)
{
    public string IdOf(long number) => string.Create(CultureInfo.InvariantCulture, $"R{Tag}-{number:D7}");

    public static long NumberOf(string id) => long.Parse(id[(id.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture);
}

/// <summary>
/// Hands out numbers that no earlier call had (<c>county.json</c>). They are gone once handed out, whatever becomes of the call; the tag
/// tells folders apart, so that a new folder's ids don't meet those of an older one at the same gateway.
/// </summary>
internal sealed class NumberBook(string folder, TimeProvider clock)
{
    private sealed record Page(string Tag, int Calls, long Next);

    public NumberRange Reserve(int count)
    {
        Directory.CreateDirectory(folder);
        using var file = new FileStream(Path.Combine(folder, "county.json"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var page = file.Length == 0 ? new Page(clock.GetUtcNow().ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture), 0, 1)
            : JsonSerializer.Deserialize<Page>(file, JsonAnswer.Options) ?? throw new InvalidDataException($"{file.Name} holds nothing");
        var next = page with { Calls = page.Calls + 1, Next = page.Next + count };
        file.SetLength(0);
        JsonSerializer.Serialize(file, next, JsonAnswer.Options);
        file.Flush(flushToDisk: true);
        return new NumberRange(page.Tag, next.Calls, page.Next);
    }
}
