using Gateway.Adapters.Identifiers;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Normalise.Values;
using Gateway.Pipeline.Persistence;

namespace Gateway.Pipeline.Normalise;

/// <summary>Reads fields of a row in the ways that all feeds share; the first defect met is kept.</summary>
internal ref struct RowReader(FeedSchema schema, RawRow row, Findings findings)
{
    private const int LongestDepartment = 64;

    /// <summary>The first reason why the row can't be used: fields are read in the order of the feed's reason codes.</summary>
    public Defect? Defect { get; private set; }

    public readonly Findings Findings => findings;

    public readonly string? Raw(int place) => row.Values[place];

    /// <summary>Text fit to be stored, or <see langword="null"/> when there is none.</summary>
    public readonly string? Text(int place)
    {
        var value = row.Values[place];
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        var clean = TextFold.Clean(value);
        return clean.Length == 0 ? null : clean;
    }

    /// <summary>A code: half width, no blanks, upper case; or <see langword="null"/>.</summary>
    public readonly string? Code(int place)
    {
        var value = row.Values[place];
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        var code = TextFold.Code(value);
        return code.Length == 0 ? null : code;
    }

    public string Name(int place)
    {
        var name = Text(place);
        if (name is null)
        {
            Fail(ReasonCodes.NameMissing, place, null, "名称为空");
        }

        return name ?? "";
    }

    public string? Uscc(int place)
    {
        var code = Code(place);
        var verdict = Adapters.Identifiers.Uscc.Check(code);
        if (verdict != UsccVerdict.Valid)
        {
            Fail(ReasonCodes.UsccInvalid, place, code is null ? null : Masking.InText(code), UsccText(verdict));
        }

        return code;
    }

    public string? IdNumber(int place, bool required)
    {
        var code = Code(place);
        if (code is null && !required)
        {
            return null;
        }

        if (!Adapters.Identifiers.IdNumber.TryUpgrade(code, out var upgraded))
        {
            Fail(ReasonCodes.IdInvalid, place, code is null ? null : Masking.IdNumber(code), "身份证号码的出生日期或校验码不正确（GB 11643）");
            return code;
        }

        return upgraded;
    }

    public DateOnly? Date(int place)
    {
        var reading = DateText.Read(row.Values[place]);
        if (reading.Verdict == DateVerdict.Invalid)
        {
            Fail(ReasonCodes.DateInvalid, place, Masking.InText(row.Values[place] ?? ""), "不是有效的日期");
        }

        return reading.Date;
    }

    /// <summary>A department's USCC: a bad one is a finding, the row stays usable.</summary>
    public readonly string? Department(int place)
    {
        var code = Code(place);
        if (code is not null && !Adapters.Identifiers.Uscc.IsValid(code))
        {
            // It is part of indexes: a text of any length would make one row fail its whole step.
            code = code.Length <= LongestDepartment ? code : code[..LongestDepartment];
            findings.Add(IssueClasses.Standard, "dept_uscc_invalid", schema.Fields[place].Label, "部门的统一社会信用代码校验不通过，记录照常使用", code, code);
        }

        return code;
    }

    public readonly string? IndustryDivision(int place) => Industry.Read(row.Values[place])?.Division;

    public readonly DateTime? ChangedAt()
    {
        var reading = DateText.Read(row.Values[Envelope.ChangedAt]);
        if (reading.Date is { } date)
        {
            return date.ToDateTime(reading.Time ?? TimeOnly.MinValue);
        }

        if (schema.Feed == Feed.Task && row.Values[Envelope.ChangedAt] is null)
        {
            return null; // tasks come by an opaque cursor and carry no time of change
        }

        findings.Add(IssueClasses.Standard, "changed_at_unreadable", schema.Fields[Envelope.ChangedAt].Label, "变更时间缺失或无法识别，增量游标不会因此前移");
        return null;
    }

    public void Fail(string reason, int place, string? valueMasked, string message) =>
        Defect ??= new Defect(reason, schema.Fields[place].Label, valueMasked is null ? null : PostgresText.Of(Masking.InText(valueMasked)), message);

    private static string UsccText(UsccVerdict verdict) => verdict switch
    {
        UsccVerdict.Valid => "",
        UsccVerdict.BadLength => "统一社会信用代码不是18位",
        UsccVerdict.BadCharacter => "统一社会信用代码含有不允许的字符（GB 32100 不用 I、O、S、V、Z）",
        UsccVerdict.BadCheckDigit => "统一社会信用代码校验位不正确（GB 32100）",
        UsccVerdict.BadOrganisationCode => "统一社会信用代码中的组织机构代码校验位不正确（GB 11714）",
    };
}
