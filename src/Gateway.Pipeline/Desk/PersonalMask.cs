using System.Text.Json.Nodes;
using Gateway.Adapters.Identifiers;
using Gateway.Contracts.CreditRecords;
using Gateway.Contracts.Results;

namespace Gateway.Pipeline.Desk;

/// <summary>
/// Masks a record's personal data wherever it stands: the persons that it names, by what they are, and every identity or mobile
/// number besides. Pure.
/// </summary>
internal sealed class PersonalMask
{
    private const string Citizen = "111";

    private readonly List<(string Value, string Masked)> _known = [];

    public PersonalMask(InspectionResult? result)
    {
        if (result is null)
        {
            return;
        }

        foreach (var inspector in result.Inspectors ?? [])
        {
            Person(inspector.Name);
            Add(inspector.LawNo, x => Masking.LawNo(x));
        }

        Person(result.EnteredBy);
        Person(result.Exemption?.ApprovedBy);
        if (result.Subject is { CredentialType: Citizen } subject)
        {
            Person(subject.Name);
            Add(subject.CredentialCode, x => Masking.IdNumber(x));
            Add(subject.Address, x => new string('*', x.Length));
        }

        if (result.Party is { } party && (party.CredentialType == Citizen || party.Nature == "1"))
        {
            Person(party.Name);
            Add(party.CredentialCode, x => Masking.IdNumber(x));
        }

        _known.Sort((one, other) => other.Value.Length.CompareTo(one.Value.Length));
    }

    public PersonalMask(ICreditRecord record)
    {
        Person(record.EnteredBy);
        Person(record.Exemption?.ApprovedBy);
        if (record.Party is { } party)
        {
            Person(party.LegalPerson?.Name);
            Add(party.LegalPerson?.CredentialCode, x => Masking.IdNumber(x));
            Add(party.CredentialCode, x => Masking.IdNumber(x));
            if (party.Kind == PartyKind.Person)
            {
                Person(party.Name);
            }
        }

        _known.Sort((one, other) => other.Value.Length.CompareTo(one.Value.Length));
    }

    public string Text(string text)
    {
        foreach (var (value, masked) in _known)
        {
            text = text.Replace(value, masked, StringComparison.Ordinal);
        }

        return Masking.InText(text);
    }

    public JsonNode? Node(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(x => KeyValuePair.Create(x.Key, Node(x.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Node)]),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(Text(text)),
        _ => node?.DeepClone(),
    };

    private void Person(string? name) => Add(name, x => Masking.Person(x));

    private void Add(string? value, Func<string, string> mask)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _known.Add((value, mask(value)));
        }
    }
}
