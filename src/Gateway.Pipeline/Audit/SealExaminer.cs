using Npgsql;

namespace Gateway.Pipeline.Audit;

/// <summary>Names the first wrong entry of a seal that does not match its entries.</summary>
internal static class SealExaminer
{
    public static async Task<AuditFinding> ExamineAsync(
        NpgsqlConnection connection, AuditKeys keys, AuditSeal seal, ChainPlace after, CancellationToken cancellationToken)
    {
        var members = await AuditSealStore.MembersAsync(connection, seal.SealNo, cancellationToken);
        await using var entries = await AuditEntryReader.OpenAsync(connection, after, seal.To, cancellationToken);
        var next = 0;
        while (await entries.ReadAsync(cancellationToken))
        {
            var order = next < members.Count ? entries.Place.CompareTo(members.PlaceOf(next)) : -1;
            if (order < 0)
            {
                return new AuditFinding.Added(entries.Name());
            }

            if (order > 0)
            {
                return Missing(members, next);
            }

            if (entries.EntryId != members.IdOf(next) || !entries.LeafMatches || keys.Check(entries.Leaf, entries.Proof.Span) == Proof.Forged)
            {
                return new AuditFinding.Altered(entries.Name());
            }

            next++;
        }

        // Every entry is as its seal lists it, so it is the seal that was written anew.
        return next < members.Count ? Missing(members, next) : new AuditFinding.SealAltered(seal.SealNo, seal.To.EntryNo);
    }

    private static AuditFinding.Missing Missing(SealMembers members, int index)
    {
        var id = members.IdOf(index);
        return new AuditFinding.Missing(new EntryName(members.PlaceOf(index).EntryNo, id, EntryName.TimeOf(id), null));
    }
}
