using Gateway.Pipeline.Checklists.Rules;

namespace Gateway.Pipeline.Checklists.Compile;

/// <summary>
/// The wider grouping: what remains with one department each, where a field says that its departments inspect the same object in
/// different matters. A matter that two fields with different leads want is a dispute, if it would be shared with anyone in either.
/// </summary>
internal sealed class WiderGroups
{
    public WiderGroups(IEnumerable<MatterGroup> single, FieldRules rules)
    {
        var places = single.Select(x => (Group: x, Claims: x.Claims(rules))).SelectMany(x => x.Claims.Select(claim => new Place(x.Group, x.Claims, claim.Rule)))
            .Where(x => x.Target is not null && x.Group.Members.All(y => x.Rule.Concerns(y.Organ.Kind)))
            .ToList();
        var shared = places.GroupBy(x => (x.Rule.Field, Target: x.Target ?? "")).Where(x => Merge(x).IsShared).ToList();
        Disputed = [.. shared.SelectMany(x => x).Where(x => x.IsDisputed).DistinctBy(x => (x.Group.NameKey, x.Group.ObjectKey)).Select(x => (x.Group, x.Claims))];

        // A matter that two fields with one lead want belongs to the more specific of them.
        Items = [.. shared.Select(x => (x.First().Rule, x.Key.Target, Group: Merge(x.Where(y => !y.IsDisputed && y.IsFirstChoice))))
            .Where(x => x.Group.IsShared)];
    }

    public IReadOnlyList<(FieldRule Rule, string Object, MatterGroup Group)> Items { get; }

    public IReadOnlyList<(MatterGroup Group, IReadOnlyList<Claim> Claims)> Disputed { get; }

    private static MatterGroup Merge(IEnumerable<Place> places) => new(
        "", "", [.. places.SelectMany(x => x.Group.Members).OrderBy(x => x.Row.Identity, StringComparer.Ordinal)]);

    /// <summary>A group under one of the fields that claim it.</summary>
    private sealed record Place(MatterGroup Group, IReadOnlyList<Claim> Claims, FieldRule Rule)
    {
        public string? Target { get; } =
            Rule.Wider.FirstOrDefault(x => x.Words.Any(word => Group.ObjectKey.Contains(word, StringComparison.Ordinal)))?.Object;

        public bool IsDisputed => ChecklistCompiler.HaveSeveralLeads(Claims);

        public bool IsFirstChoice => Claims[0].Rule == Rule;
    }
}
