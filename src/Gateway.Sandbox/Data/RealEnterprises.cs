namespace Gateway.Sandbox.Data;

/// <summary>Real registrations from a CSV, placed by the county their address names, else by the registrar's digits, else in the city.</summary>
internal sealed class RealEnterprises
{
    public static readonly RealEnterprises None = new([]);

    private readonly Dictionary<string, List<RealEnterprise>> _byArea = [];

    private RealEnterprises(IEnumerable<RealEnterprise> enterprises)
    {
        foreach (var enterprise in enterprises.DistinctBy(enterprise => enterprise.Code))
        {
            if (!_byArea.TryGetValue(enterprise.Area.Code, out var list))
            {
                _byArea[enterprise.Area.Code] = list = [];
            }

            list.Add(enterprise);
        }
    }

    public IReadOnlyList<RealEnterprise> Of(Area area) => _byArea.TryGetValue(area.Code, out var list) ? list : [];

    public static RealEnterprises Read(string file)
    {
        var records = CsvText.Read(File.ReadAllText(file));
        if (records.Count == 0)
        {
            return None;
        }

        int Column(string name)
        {
            var at = Array.IndexOf(records[0], name);
            return at >= 0 ? at : throw new ArgumentException($"{file}: column {name} is missing");
        }

        var (name, code, date) = (Column("企业名称"), Column("统一社会信用代码"), Column("注册日期"));
        var (type, capital, address) = (Column("企业类型"), Column("注册资金"), Column("注册地址"));
        var widest = new[] { name, code, date, type, capital, address }.Max();
        return new RealEnterprises(records.Skip(1).Where(row => row.Length > widest).Select(row =>
            RealEnterprise.Place(row[name], row[code].Trim(), row[date].Trim(), row[type], row[capital], row[address])));
    }
}
