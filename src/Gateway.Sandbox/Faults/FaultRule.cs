namespace Gateway.Sandbox.Faults;

/// <summary>A fault on demand, as posted to <c>/_sandbox/faults</c>.</summary>
/// <param name="Profile"><c>p1</c>…<c>p4</c>, or nothing for all.</param>
/// <param name="Path">A part of the path, or nothing for all.</param>
/// <param name="Sid">A service code of profile 1, or nothing for all.</param>
/// <param name="Query">A part of the query, or nothing for all.</param>
/// <param name="Kind">One of <see cref="FaultKinds"/>.</param>
/// <param name="Count">How many requests it strikes; without count and share every one.</param>
/// <param name="Share">Strikes this share of the requests, decided by <paramref name="Seed"/>.</param>
/// <param name="Skip">Requests to leave alone first.</param>
/// <param name="RetryAfter">Seconds, for 429 and 503.</param>
/// <param name="DelayMs">How long <c>hang</c> hangs and <c>slow</c> takes.</param>
/// <param name="Code">The business code that <c>code</c> answers.</param>
/// <param name="Take">Whether the request is carried out first though its answer is lost (500, 503, html, empty, garbage).</param>
internal sealed record FaultOrder(
    string Kind, string? Profile = null, string? Path = null, string? Sid = null, string? Query = null, int? Count = null, double? Share = null, int Seed = 1, int Skip = 0,
    int? RetryAfter = null, int? DelayMs = null, string? Code = null, bool Take = false);

/// <summary>The kinds of fault.</summary>
internal static class FaultKinds
{
    /// <summary>The answer is replaced; the platform sees the request only where the order says <c>take</c>.</summary>
    public static readonly string[] Replacing = ["500", "503", "429", "html", "empty", "garbage", "code"];

    /// <summary>The platform takes the request and its right answer is spoiled on the way.</summary>
    public static readonly string[] Spoiling = ["reset-after", "truncated", "cut", "gbk", "slow"];

    /// <summary>The connection is spoiled before the platform sees the request.</summary>
    public static readonly string[] Breaking = ["hang", "reset-before"];

    public static bool Exists(string kind) => Replacing.Contains(kind) || Spoiling.Contains(kind) || Breaking.Contains(kind);
}

/// <summary>An order in force, with its count of what it saw and struck.</summary>
internal sealed class FaultRule(int id, FaultOrder order)
{
    private readonly Lock _gate = new();
    private Data.Dice _dice = Data.Dice.For(order.Seed, 0, 0, 0);
    private int _seen;
    private int _struck;

    public int Id => id;

    public FaultOrder Order => order;

    public int Seen => _seen;

    public int Struck => _struck;

    public bool Strikes(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        if ((order.Profile is { } profile && !path.StartsWith($"/{profile}/", StringComparison.Ordinal))
            || (order.Path is { } part && !path.Contains(part, StringComparison.Ordinal))
            || (order.Query is { } asked && !(request.QueryString.Value ?? "").Contains(asked, StringComparison.Ordinal))
            || (order.Sid is { } sid && request.Headers["gjgxjhpt_sid"] != sid))
        {
            return false;
        }

        lock (_gate)
        {
            if (++_seen <= order.Skip || _struck >= (order.Count ?? int.MaxValue)
                || (order.Share is { } share && _dice.Next(1_000_000) >= share * 1_000_000))
            {
                return false;
            }

            _struck++;
            return true;
        }
    }
}
