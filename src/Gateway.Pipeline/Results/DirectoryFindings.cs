using Gateway.Adapters.Identifiers;
using Gateway.Contracts.Results;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Normalise;
using Gateway.Pipeline.Normalise.Values;
using Gateway.Pipeline.Protection;
using Gateway.Pipeline.Quality;
using Npgsql;

namespace Gateway.Pipeline.Results;

/// <summary>
/// Subjects and inspectors of stored results that the pulled directory does not know. Such a result is taken all the same, for the
/// directory may be late: what is unknown is a quality finding of the department that led the inspection.
/// </summary>
public sealed class DirectoryFindings(QualityStore quality, FieldCipher cipher)
{
    private const string Enterprise = "001";
    private const string Citizen = "111";

    /// <summary>Called inside the transaction that stores them.</summary>
    internal async Task NoteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, IReadOnlyList<InspectionResult> stored,
        CancellationToken cancellationToken)
    {
        var enterprises = By(stored, x => Credential(x, Enterprise));
        var citizens = By(stored, x => Credential(x, Citizen));
        var inspectors = By(stored, x => (x.Inspectors ?? []).Select(y => y.LawNo).OfType<string>().Select(TextFold.Code));
        string[] codes = [.. enterprises.Select(x => x.Key)];
        string[] numbers = [.. citizens.Select(x => x.Key)];
        string[] lawNos = [.. inspectors.Select(x => x.Key)];
        var unknown = await DirectoryFactStore.ReadUnknownAsync(
            connection, transaction, area, codes, [.. numbers.Select(cipher.LookupHash)], [.. lawNos.Select(cipher.LookupHash)], cancellationToken);
        var found = new Findings();
        foreach (var place in unknown.Enterprises)
        {
            AddSubject(found, enterprises[codes[place]], codes[place]);
        }

        foreach (var place in unknown.Citizens)
        {
            AddSubject(found, citizens[numbers[place]], Masking.IdNumber(numbers[place]));
        }

        foreach (var place in unknown.Inspectors)
        {
            Add(found, inspectors[lawNos[place]], "inspector_unknown", "执法检查人员", "执法人员库中没有该执法证号", Masking.LawNo(lawNos[place]));
        }

        await quality.AddAsync(connection, transaction, area, DeliveryKinds.Result, [.. found.All], cancellationToken);
    }

    private static void AddSubject(Findings found, IEnumerable<InspectionResult> results, string sample) =>
        Add(found, results, "subject_unknown", "监管对象", "监管对象库中没有该对象", sample);

    private static void Add(Findings found, IEnumerable<InspectionResult> results, string problem, string field, string message, string sample)
    {
        foreach (var result in results)
        {
            found.Add(IssueClasses.Missing, problem, field, message, sample, result.LeadDept?.Code);
        }
    }

    private static ILookup<string, InspectionResult> By(IReadOnlyList<InspectionResult> results, Func<InspectionResult, IEnumerable<string>> keys) =>
        results.SelectMany(x => keys(x).Select(y => (Key: y, Result: x))).ToLookup(x => x.Key, x => x.Result);

    private static IEnumerable<string> Credential(InspectionResult result, string type)
    {
        if (result.Subject is not { CredentialCode: { } code } subject || subject.CredentialType != type)
        {
            yield break;
        }

        if (type == Enterprise)
        {
            yield return TextFold.Code(code);
        }
        else if (IdNumber.TryUpgrade(TextFold.Code(code), out var number))
        {
            yield return number; // the directory keeps 18 digits
        }
    }
}
