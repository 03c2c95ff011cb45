namespace Gateway.Adapters.Identifiers;

/// <summary>What a check of a unified social credit code found; the first failure in this order.</summary>
public enum UsccVerdict
{
    /// <summary>Both check digits are right.</summary>
    Valid,

    /// <summary>Not 18 characters long (GB 32100-2015, 4.1).</summary>
    BadLength,

    /// <summary>A character outside the alphabet (no I, O, S, V, Z; lower case is outside it), or a letter in characters 3–8, the registrar's area.</summary>
    BadCharacter,

    /// <summary>Character 18 is not the check character of the first seventeen (GB 32100-2015, annex A).</summary>
    BadCheckDigit,

    /// <summary>Characters 9–17 are not a valid organisation code (GB 11714-1997).</summary>
    BadOrganisationCode,
}
