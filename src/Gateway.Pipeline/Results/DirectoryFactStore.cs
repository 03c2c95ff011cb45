using Gateway.Adapters.Sinks;
using Gateway.Contracts.Results;
using Npgsql;

namespace Gateway.Pipeline.Results;

/// <summary>SQL that asks the pulled directory what a batch's mappings may need: one statement each for subjects and implement codes.</summary>
internal static class DirectoryFactStore
{
    private static readonly Dictionary<string, IReadOnlyList<string>> NoCodes = [];

    public static async Task<DirectoryFacts[]> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, IReadOnlyList<InspectionResult> results,
        CancellationToken cancellationToken)
    {
        var subjects = await SubjectsAsync(connection, transaction, area, results, cancellationToken);
        var codes = await CodesAsync(connection, transaction, area, results, cancellationToken);
        var facts = new DirectoryFacts[results.Count];
        for (var i = 0; i < facts.Length; i++)
        {
            var known = results[i].Subject is { CredentialType: "001", CredentialCode: { } uscc } ? subjects.GetValueOrDefault(uscc) : default;
            facts[i] = new DirectoryFacts(known.RegNo, known.Registered, known.Operating, CodesOf(results[i], codes));
        }

        return facts;
    }

    /// <summary>Which of these the area's directory does not know, by their places.</summary>
    public static async Task<UnknownInDirectory> ReadUnknownAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, string[] usccs, byte[][] citizens, byte[][] lawNos,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select 0, k.place::int from unnest($2::text[]) with ordinality as k (code, place)
            where not exists (select 1 from subject s where s.area = $1 and s.uscc = k.code)
            union all
            select 1, k.place::int from unnest($3::bytea[]) with ordinality as k (hash, place)
            where not exists (select 1 from subject s where s.area = $1 and s.credential_hash = k.hash)
            union all
            select 2, k.place::int from unnest($4::bytea[]) with ordinality as k (hash, place)
            where not exists (select 1 from inspector i where i.area = $1 and i.law_no_hash = k.hash)
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(usccs);
        command.Parameters.AddWithValue(citizens);
        command.Parameters.AddWithValue(lawNos);
        List<int>[] places = [[], [], []];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            places[reader.GetInt32(0)].Add(reader.GetInt32(1) - 1);
        }

        return new UnknownInDirectory(places[0], places[1], places[2]);
    }

    private static Dictionary<string, IReadOnlyList<string>> CodesOf(
        InspectionResult result, Dictionary<(string Item, string Dept), IReadOnlyList<string>> codes)
    {
        if (codes.Count == 0 || result.LeadDept?.Code is not { } dept)
        {
            return NoCodes;
        }

        var found = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var item in result.Matters?.Select(x => x.Code) ?? [])
        {
            if (item is not null && codes.TryGetValue((item, dept), out var list))
            {
                found[item] = list;
            }
        }

        return found;
    }

    private static async Task<Dictionary<string, (string? RegNo, string? Registered, string? Operating)>> SubjectsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, IReadOnlyList<InspectionResult> results,
        CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, (string?, string?, string?)>();
        string[] asked =
        [
            .. results.Select(x => x.Subject).Where(x => x is { CredentialType: "001" } and not { RegNo: not null, Address: not null })
                .Select(x => x?.CredentialCode ?? "").Distinct(),
        ];
        if (asked.Length == 0)
        {
            return known;
        }

        await using var command = new NpgsqlCommand(
            "select uscc, reg_no, address_registered, address_operating from subject where area = $1 and uscc = any($2)", connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(asked);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            known.TryAdd(reader.GetString(0), (Text(reader, 1), Text(reader, 2), Text(reader, 3)));
        }

        return known;
    }

    private static async Task<Dictionary<(string, string), IReadOnlyList<string>>> CodesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, IReadOnlyList<InspectionResult> results,
        CancellationToken cancellationToken)
    {
        var codes = new Dictionary<(string, string), IReadOnlyList<string>>();
        var asked = results
            .SelectMany(x => (x.Matters ?? []).Where(y => y.ImplementCode is null).Select(y => (Item: y.Code ?? "", Dept: x.LeadDept?.Code ?? "")))
            .Distinct().ToArray();
        if (asked.Length == 0)
        {
            return codes;
        }

        await using var command = new NpgsqlCommand(
            """
            select a.item, a.dept, array_agg(distinct m.implement_code order by m.implement_code)
            from unnest($2::text[], $3::text[]) as a (item, dept)
            join matter m on m.area = $1 and m.item_code = a.item and m.dept_code = a.dept
            where m.implement_code <> '' group by a.item, a.dept
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(asked.Select(x => x.Item).ToArray());
        command.Parameters.AddWithValue(asked.Select(x => x.Dept).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            codes[(reader.GetString(0), reader.GetString(1))] = reader.GetFieldValue<string[]>(2);
        }

        return codes;
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}

/// <summary>Places in what was asked for.</summary>
internal sealed record UnknownInDirectory(IReadOnlyList<int> Enterprises, IReadOnlyList<int> Citizens, IReadOnlyList<int> Inspectors);
