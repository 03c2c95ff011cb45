namespace Gateway.Adapters.Identifiers;

/// <summary>
/// Code of a matter's inspection list of one organ (监管事项检查实施清单编码): 19 characters, the USCC of the implementing organ
/// (places 1–18) and a digit 1–5 (rule met in provincial platforms; the digit's meaning is not published).
/// </summary>
public static class ImplementCode
{
    /// <summary>Characters in a code.</summary>
    public const int Length = 19;

    /// <summary>True when the organ's USCC is valid and the last character is 1–5.</summary>
    /// <param name="code">The code; any text is allowed and judged.</param>
    public static bool IsValid(ReadOnlySpan<char> code) =>
        code.Length == Length && code[^1] is >= '1' and <= '5' && Uscc.IsValid(code[..Uscc.Length]);

    /// <summary>The USCC of the implementing organ, 18 characters.</summary>
    /// <param name="code">19 characters; a shorter text throws.</param>
    public static ReadOnlySpan<char> Organ(ReadOnlySpan<char> code) => code[..Uscc.Length];
}
