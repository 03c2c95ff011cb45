using System.Globalization;
using System.Text.Json;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P10;

/// <summary>One lead as the hotline shows it.</summary>
internal sealed record HotlineLead(
    string LeadNo, string Channel, string Area, string? SubjectName, string? SubjectCode, string Content, string ReceivedAt, string Deadline);

/// <summary>
/// The leads of the hotline: some of every area that follow from the seed, and those that were added. They stand in the order in which they were
/// received; several share a second.
/// </summary>
internal sealed class LeadBook : IDisposable
{
    private const int LeadsAnArea = 60;
    private static readonly string[] Channels = ["12345", "媒体", "协会", "上级交办", "舆情"];
    private static readonly DateTime First = new(2026, 10, 1, 8, 0, 0);
    private readonly Lock _gate = new();
    private readonly List<HotlineLead> _leads = [];
    private readonly Journal _added;

    public LeadBook(SandboxOptions options)
    {
        foreach (var area in Area.All)
        {
            _leads.AddRange(Enumerable.Range(0, LeadsAnArea).Select(number => Make(options, area, number)));
        }

        _added = new Journal(Path.Combine(options.DataFolder, "p10-leads.jsonl"), line =>
            _leads.Add(line.Deserialize<HotlineLead>(JsonAnswer.Options) ?? throw new InvalidDataException("a lead is null")));
        Sort();
    }

    /// <summary>Leads received at or after a time, one page of them, and how many there are.</summary>
    public (int Total, IReadOnlyList<HotlineLead> Page) Since(string since, int page, int size)
    {
        lock (_gate)
        {
            var all = _leads.Where(lead => string.CompareOrdinal(lead.ReceivedAt, since) >= 0).ToList();
            return (all.Count, [.. all.Skip((page - 1) * size).Take(size)]);
        }
    }

    public bool Has(string leadNo)
    {
        lock (_gate)
        {
            return _leads.Exists(lead => lead.LeadNo == leadNo);
        }
    }

    public IReadOnlyList<HotlineLead> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _leads];
            }
        }
    }

    public void Add(HotlineLead lead)
    {
        lock (_gate)
        {
            _leads.Add(lead);
            Sort();
            _added.Append(JsonSerializer.SerializeToUtf8Bytes(lead, JsonAnswer.Options));
            _added.Flush();
        }
    }

    public void Dispose() => _added.Dispose();

    private void Sort() => _leads.Sort((one, other) =>
        string.CompareOrdinal(one.ReceivedAt, other.ReceivedAt) is not 0 and var order ? order : string.CompareOrdinal(one.LeadNo, other.LeadNo));

    private static HotlineLead Make(SandboxOptions options, Area area, int number)
    {
        var dice = Dice.For(options.Seed, area.Ordinal, 61, number);
        var facts = SubjectFacts.Of(options.Seed, area, dice.Next(Math.Max(1, options.Subjects / 20)), null);
        // Threes share a second, over all areas too.
        var at = First.AddMinutes(number / 3 * 37);
        var named = dice.Percent(80);
        var leadNo = string.Create(CultureInfo.InvariantCulture, $"{Channels[0]}-{area.Code}-{at:yyyyMMdd}-{number:D5}");
        return new HotlineLead(
            leadNo, dice.Pick(Channels), area.Code, named ? facts.Name : null, named && facts.CredentialType == "001" ? facts.Credential : null,
            $"群众反映{area.Name}{(named ? facts.Name : "某经营户")}存在问题，联系电话 13800000{number % 1000:D3}（合成数据）",
            at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), at.AddDays(15).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }
}
