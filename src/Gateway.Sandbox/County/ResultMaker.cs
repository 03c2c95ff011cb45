using System.Globalization;
using Gateway.Sandbox.Data;

namespace Gateway.Sandbox.County;

/// <summary>Makes new valid results of one area; the number decides everything but the dates.</summary>
internal sealed class ResultMaker(int seed, AreaDirectory directory, bool allCodes, DateTimeOffset now)
{
    private const int Purpose = 90;
    private const int CorrectionPurpose = 92;
    private static readonly string[] Methods = ["现场检查", "书面检查", "网络监测", "实地核查、查阅台账", "抽样检测"];
    private static readonly string[] Grounds = ["社会公共利益", "商业秘密", "个人隐私"];
    private static readonly string[] Approvers = ["分管局长甲", "分管局长乙", "法制科科长"];

    public CountyResult Make(string id, long number)
    {
        var dice = Dice.For(seed, directory.Area.Ordinal, Purpose, number);
        var subject = ChooseSubject(ref dice);
        var lead = directory.Matters[dice.Next(directory.Matters.Count)];
        var matters = Matters(lead, ref dice);
        var joining = directory.MattersByGroup[lead.Group].Select(entry => entry.Department).Where(other => other.Code != lead.Department.Code).Distinct();
        Department[] joins = dice.Percent(80) ? [.. joining] : [];
        var finding = Finding.Choose(subject.Status, allCodes, ref dice);
        var inspectors = Inspectors(lead.Department, joins, ref dice);
        var spotCheck = dice.Percent(75);
        var dates = ResultDates.Recent(now, ref dice);
        return new CountyResult
        {
            Id = id,
            Area = directory.Area.Code,
            Plan = dice.Percent(60) ? One(directory.Plans[lead.Department.Code], ref dice) : null,
            Task = spotCheck && dice.Percent(70) ? One(directory.Tasks[lead.Department.Code], ref dice) : null,
            ActionName = lead.Item + (joins.Length > 0 ? "（跨部门联合）" : ""),
            Matters = matters,
            Subject = subject,
            Party = PartyOf(subject, ref dice),
            LeadDepartment = lead.Department,
            JoinDepartments = joins,
            Method = dice.Pick(Methods),
            Form = dice.Percent(30) ? "02" : "01",
            CheckType = spotCheck ? "双随机抽查" : "日常检查",
            SpotCheck = spotCheck,
            Dates = dates,
            Codes = finding.Codes,
            Details = finding.Details,
            Inspectors = inspectors,
            Disposal = dice.Pick(finding.Disposals),
            Exemption = dice.Percent(3) ? Exempt(dates, number, ref dice) : null,
            EnteredBy = inspectors[0].Name,
        };
    }

    /// <summary>A later version of the result of that number: the inspection came to another finding.</summary>
    public CountyResult Correct(string id, long number, int version)
    {
        var before = Make(id, number);
        var dice = Dice.For(seed, directory.Area.Ordinal, CorrectionPurpose + version, number);
        var finding = Finding.Choose(before.Subject.Status, allCodes, ref dice);
        return before with { Version = version, Codes = finding.Codes, Details = $"更正第 {version} 版：{finding.Details}", Disposal = dice.Pick(finding.Disposals) };
    }

    private CountySubject ChooseSubject(ref Dice dice)
    {
        if (dice.Percent(2) && directory.Subjects.Person(ref dice) is { } person)
        {
            return person;
        }

        // Every seventh of another kind than enterprises and traders: the rarer ones and things come up in small runs too.
        var rare = dice.Next(7) == 0;
        return directory.Subjects.Pick(ref dice, subject => !rare || subject.Kind is not ("01" or "02" or "03"))
            ?? directory.Subjects.Pick(ref dice, _ => true)
            ?? throw new InvalidOperationException($"{directory.Area.Code} has no subject that a result could be about");
    }

    private List<SentMatter> Matters(CatalogueEntry lead, ref Dice dice)
    {
        var others = directory.MattersOf[lead.Department.Code].Where(entry => entry.Law == lead.Law && entry.Code != lead.Code)
            .DistinctBy(entry => entry.Code).ToList();
        var chosen = new List<CatalogueEntry> { lead };
        for (var more = dice.Percent(70) ? 0 : 1 + dice.Next(2); more > 0 && others.Count > 0; more--)
        {
            var at = dice.Next(others.Count);
            chosen.Add(others[at]);
            others.RemoveAt(at);
        }

        var given = dice.Percent(50);
        return [.. chosen.Select(entry => new SentMatter(entry.Code, given ? entry.ImplementCode : null))];
    }

    private List<DirectoryInspector> Inspectors(Department lead, Department[] joins, ref Dice dice)
    {
        var own = directory.InspectorsOf[lead.Code].ToList();
        var chosen = new List<DirectoryInspector> { dice.Pick(own.Count > 0 ? own : directory.Inspectors) };
        foreach (var join in joins.Take(3))
        {
            if (One(directory.InspectorsOf[join.Code], ref dice) is { } other)
            {
                chosen.Add(other);
            }
        }

        while (chosen.Count < 2)
        {
            var from = own.Count > 1 ? own : directory.Inspectors;
            if (dice.Pick(from) is var other && !chosen.Contains(other))
            {
                chosen.Add(other);
            }
        }

        return chosen;
    }

    private CountyParty? PartyOf(CountySubject subject, ref Dice dice)
    {
        if (!subject.IsThing)
        {
            return null;
        }

        var person = subject.IsPerson ? subject : dice.Percent(15) ? directory.Subjects.Person(ref dice) : null;
        if (person is not null)
        {
            return new CountyParty(person.Name, "1", "111", person.CredentialCode);
        }

        var owner = directory.Subjects.Pick(ref dice, other => other.CredentialType == "001")
            ?? throw new InvalidOperationException($"{directory.Area.Code} has nobody who could answer for {subject.Kind}");
        return new CountyParty(owner.Name, owner.Kind == "03" ? "3" : "2", "001", owner.CredentialCode);
    }

    private static CountyExemption Exempt(ResultDates dates, long number, ref Dice dice) => new(
        dice.Pick(Grounds), string.Create(CultureInfo.InvariantCulture, $"不公示〔{dates.EnteredOn.Year}〕{number}号"), dice.Pick(Approvers), dates.EnteredOn);

    private static T? One<T>(IEnumerable<T> of, ref Dice dice)
        where T : class
    {
        var all = of.ToList();
        return all.Count == 0 ? null : all[dice.Next(all.Count)];
    }
}
