using System.Globalization;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.CreditRecords;

namespace Gateway.Adapters.Credit;

/// <summary>How rows of every kind are written.</summary>
internal static class CreditRow
{
    private const decimal Yuan = 10_000m;

    /// <param name="id">The row's identity.</param>
    /// <param name="columns">Canonical columns, in order.</param>
    /// <param name="names">Their names on the wire.</param>
    /// <param name="values">Their values, in the same order.</param>
    public static WireRow Of(string id, IReadOnlyList<string> columns, IReadOnlyDictionary<string, string> names, IReadOnlyList<string> values) =>
        new(id, WireJson.Write(writer =>
        {
            writer.WriteStartObject();
            foreach (var (column, value) in columns.Zip(values))
            {
                writer.WriteString(names[column], value);
            }

            writer.WriteEndObject();
        }));

    /// <summary>The party's columns, from its name to its certificate: 行政处罚 and 行政许可 have the same, in the same order.</summary>
    public static string[] Party(RecordParty party, CreditPartyWords words) =>
    [
        party.Name!,
        words.Of(party.Kind!.Value),
        party.Uscc ?? "",
        party.RegNo ?? "",
        party.OrganisationCode ?? "",
        party.TaxNo ?? "",
        party.InstitutionNo ?? "",
        party.SocialNo ?? "",
        party.LegalPerson?.Name ?? "",
        party.LegalPerson?.CredentialType ?? "",
        party.LegalPerson?.CredentialCode ?? "",
        party.CredentialType ?? "",
        party.CredentialCode ?? "",
    ];

    /// <summary>元 as 万元 with six decimals: 0.000001 万元 is one 分. Empty where there is none.</summary>
    public static string TenThousands(decimal? yuan) =>
        yuan is { } amount ? (amount / Yuan).ToString("0.000000", CultureInfo.InvariantCulture) : "";

    /// <summary>A day, or the platform's word for one that never comes.</summary>
    public static string Term(DateOnly? day, string longTerm) => day is { } last ? WireText.SlashedDate(last) : longTerm;
}
