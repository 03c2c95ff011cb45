using System.ComponentModel.DataAnnotations;
using Gateway.Contracts.CreditRecords;

namespace Gateway.Adapters.Credit;

/// <summary>Paths below the base address.</summary>
public sealed class CreditPaths
{
    /// <summary>Token.</summary>
    public string Token { get; init; } = "auth/token";

    /// <summary>Push of inspection results.</summary>
    public string Check { get; init; } = "credit/check/batch";

    /// <summary>Push of penalties.</summary>
    public string Penalty { get; init; } = "credit/penalty/batch";

    /// <summary>Push of licences.</summary>
    public string Licence { get; init; } = "credit/licence/batch";

    /// <summary>Ledger.</summary>
    public string Ledger { get; init; } = "credit/ledger";
}

/// <summary>Which body codes mean what.</summary>
public sealed class CreditCodes
{
    /// <summary>Success.</summary>
    public IReadOnlyList<string> Success { get; init; } = ["200"];

    /// <summary>The token is stale: fetch a new one, once.</summary>
    public IReadOnlyList<string> StaleToken { get; init; } = ["401"];

    /// <summary>The batch is refused.</summary>
    public IReadOnlyList<string> Refused { get; init; } = ["400"];

    /// <summary>Passes by itself.</summary>
    public IReadOnlyList<string> Transient { get; init; } = ["500"];
}

/// <summary>行政相对人类别 of penalties and licences, as the platform writes them.</summary>
public sealed class CreditPartyWords
{
    /// <summary>Of an organisation.</summary>
    [Required]
    public string Organisation { get; init; } = "法人及非法人组织";

    /// <summary>Of a trader.</summary>
    [Required]
    public string Trader { get; init; } = "个体工商户";

    /// <summary>Of a natural person.</summary>
    [Required]
    public string Person { get; init; } = "自然人";

    internal string Of(PartyKind kind) => kind switch
    {
        PartyKind.Organisation => Organisation,
        PartyKind.Trader => Trader,
        PartyKind.Person => Person,
    };
}
