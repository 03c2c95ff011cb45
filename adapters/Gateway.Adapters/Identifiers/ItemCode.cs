namespace Gateway.Adapters.Identifiers;

/// <summary>
/// Code of a supervision matter in the catalogue (监管事项目录编码): exactly 14 digits. Nothing more of its structure is published,
/// so nothing more is checked.
/// </summary>
public static class ItemCode
{
    /// <summary>Digits in a code.</summary>
    public const int Length = 14;

    /// <summary>True for 14 ASCII digits.</summary>
    /// <param name="code">The code; any text is allowed and judged.</param>
    public static bool IsValid(ReadOnlySpan<char> code) => code.Length == Length && !code.ContainsAnyExceptInRange('0', '9');
}
