using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Normalise;
using Gateway.Pipeline.Protection;

namespace Gateway.Pipeline.Pull;

/// <summary>
/// Decides for every row of a read what it is: new, changed, unchanged, deleted, repeated or fit for quarantine. Only rows that differ
/// from what is stored are normalised. Not safe for concurrent use: rows are judged in the order received.
/// </summary>
internal sealed class RowClassifier(
    string area, IFeedNormaliser normaliser, IdentityIndex index, ContentHash contentHash, FieldCipher cipher,
    IReadOnlySet<string> openQuarantine)
{
    // Twice as long as the longest real one, and well within what an index entry holds.
    private const int LongestIdentity = 256;

    /// <summary>A row of any read: a deletion, or a record of which the first row met wins.</summary>
    public void Take(PullStep step, RawRow row)
    {
        if (row.Values[Envelope.Operation] is "d" or "D" && row.Unreadable is null && HasIdentity(row))
        {
            Delete(step, row.Values[Envelope.Identity] ?? "");
        }
        else
        {
            Add(step, row);
        }
    }

    /// <summary>Whether the row says which record it is, in a form that an index can hold.</summary>
    public static bool HasIdentity(RawRow row) => row.Values[Envelope.Identity] is { Length: > 0 and <= LongestIdentity } identity && !identity.Contains('\0');

    private void Add(PullStep step, RawRow row)
    {
        step.Fetched++;
        if (Unreadable(step, row))
        {
            return;
        }

        var identity = row.Values[Envelope.Identity] ?? "";
        var content = contentHash.Of(row.Values);
        switch (index.Meet(IdentityIndex.HashOf(identity), content))
        {
            case Meeting.Unknown:
                Use(step, row, identity, content, step.New);
                break;
            case Meeting.StoredOther:
                Use(step, row, identity, content, step.Changed);
                break;
            case Meeting.StoredSame:
                step.Unchanged++;
                NoteGood(step, identity);
                break;
            case Meeting.RepeatedSame:
                step.Repeated++;
                break;
            case Meeting.RepeatedOther:
                Quarantine(step, row, $"{identity}#{content:N}", identity, OwnDefect(row) ?? new Defect(
                    ReasonCodes.IdentityRepeated, "记录唯一标识", identity, "同一次全量中已有相同标识而内容不同的记录，以先到的为准"));
                break;
        }
    }

    private void Delete(PullStep step, string identity)
    {
        step.Fetched++;
        if (index.Meet(IdentityIndex.HashOf(identity), Guid.Empty) is Meeting.RepeatedSame or Meeting.RepeatedOther)
        {
            step.Repeated++;
            return;
        }

        step.Deleted.Add(identity);
        NoteGood(step, identity);
    }

    private void Use(PullStep step, RawRow row, string identity, Guid content, List<StoredRow> into)
    {
        var normalised = normaliser.Normalise(area, row, step.Findings);
        if (normalised.Row is { } record)
        {
            into.Add(new StoredRow(record, content));
            NoteGood(step, identity);
        }
        else if (normalised.Defect is { } defect)
        {
            Quarantine(step, row, identity, identity, defect);
        }
    }

    private Defect? OwnDefect(RawRow row) => normaliser.Normalise(area, row, new Findings()).Defect;

    private bool Unreadable(PullStep step, RawRow row)
    {
        if (row.Unreadable is null && HasIdentity(row))
        {
            return false;
        }

        var content = contentHash.Of(row.Values);
        Quarantine(step, row, $"?{content:N}", "", new Defect(
            ReasonCodes.RowUnreadable, "记录唯一标识", null, row.Unreadable ?? "记录没有唯一标识，或唯一标识过长、含有空字符，无法入库"));
        return true;
    }

    private void NoteGood(PullStep step, string identity)
    {
        if (openQuarantine.Contains(identity))
        {
            step.CameGood.Add(identity);
        }
    }

    private void Quarantine(PullStep step, RawRow row, string key, string identity, Defect defect) =>
        step.Quarantined.Add(new QuarantinedRow(key, identity, defect, cipher.Protect(row.Raw.Span), row.Origin, row.Place));
}
