using Gateway.Adapters.Identifiers;
using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.Normalise.Values;
using Gateway.Pipeline.Protection;

namespace Gateway.Pipeline.CreditRecords;

/// <summary>How a party is found without being shown: by the keyed hash of its USCC or certificate number.</summary>
internal static class PartyLookup
{
    public static byte[] HashOf(RecordParty? party, FieldCipher cipher) => HashOf(party?.Uscc ?? party?.CredentialCode ?? "", cipher);

    /// <param name="code">USCC or certificate number; an identity number of 15 digits is the same as its 18.</param>
    public static byte[] HashOf(string code, FieldCipher cipher)
    {
        var folded = TextFold.Code(code);
        return cipher.LookupHash(IdNumber.TryUpgrade(folded, out var upgraded) ? upgraded : folded);
    }
}
