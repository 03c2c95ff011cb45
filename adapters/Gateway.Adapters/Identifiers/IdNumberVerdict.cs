namespace Gateway.Adapters.Identifiers;

/// <summary>What a check of a citizen's identity number found; the first failure in this order.</summary>
public enum IdNumberVerdict
{
    /// <summary>18 characters with a real date and the right check character.</summary>
    Valid,

    /// <summary>15 digits with a real date: the form before 1999, which has no check character; <see cref="IdNumber.TryUpgrade"/> makes it 18.</summary>
    ValidOldForm,

    /// <summary>Neither 15 nor 18 characters.</summary>
    BadLength,

    /// <summary>Not digits (place 18 may be an upper-case X), or an area that begins with 0.</summary>
    BadCharacter,

    /// <summary>The date of birth does not exist or lies outside 1850–2199.</summary>
    BadDate,

    /// <summary>Place 18 is not the check character of the first seventeen (ISO 7064 MOD 11-2).</summary>
    BadCheckDigit,
}
