using Gateway.Adapters.Sources;

namespace Gateway.Adapters.Files.Reading;

/// <summary>Where the columns that are read stand in a file.</summary>
internal sealed class ColumnPlaces
{
    private const int MostNew = 100;

    private readonly FeedColumns _columns;
    private readonly int[] _places;
    private readonly List<string> _new = [];

    public ColumnPlaces(FeedColumns columns, IReadOnlyList<string> heads)
    {
        (_columns, Count) = (columns, heads.Count);
        _places = new int[columns.Sources.Count];
        Array.Fill(_places, -1);
        for (var i = 0; i < heads.Count; i++)
        {
            var name = heads[i].Trim().TrimStart('\ufeff');
            var place = columns.PlaceOf(name);
            if (place < 0)
            {
                _new.Add(name);
            }
            else if (_places[place] < 0)
            {
                _places[place] = i;
            }
        }
    }

    /// <summary>How many columns the file has.</summary>
    public int Count { get; }

    /// <summary>Whether none of the columns is there: another file, or one without heads.</summary>
    public bool None => Array.TrueForAll(_places, place => place < 0);

    /// <summary>Column of a source, or -1.</summary>
    public int Of(int source) => _places[source];

    public IReadOnlyList<FieldDrift> Drift(int rows) => rows == 0
        ? []
        :
        [
            .. _new.Where(name => name.Length > 0).Take(MostNew).Select(name => new FieldDrift("new", name, rows)),
            .. _columns.Expected.Where(name => _places[_columns.PlaceOf(name)] < 0).Select(name => new FieldDrift("missing", name, rows)),
        ];
}
