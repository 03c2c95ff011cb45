using System.Text;
using Gateway.Contracts;
using Gateway.Pipeline.Normalise;
using Gateway.Pipeline.Normalise.Feeds;
using Xunit;

namespace Gateway.UnitTests.Pull;

/// <summary>Every feed's normaliser: its reasons and their order, what is repaired, what is kept with a finding.</summary>
public sealed class NormaliserTests
{
    private readonly Findings _findings = new();

    public static TheoryData<Feed> Feeds => [.. FeedNames.All];

    [Theory]
    [MemberData(nameof(Feeds))]
    public void A_good_row_is_a_record_without_findings_and_fills_its_columns(Feed feed)
    {
        var normaliser = Rows.Normalisers.Of(feed);
        var row = normaliser.Normalise(Rows.Area, Rows.Good(feed, "x"), _findings).Row;
        Assert.NotNull(row);
        Assert.Empty(_findings.All);
        var columns = new Written();
        row.Write(columns);
        Assert.Equal(normaliser.Columns.Count, columns.Count);
    }

    [Theory]
    [InlineData(Feed.Subject, ReasonCodes.NameMissing, "name", "　 ")]
    [InlineData(Feed.Subject, ReasonCodes.NameMissing, "name", null)]
    [InlineData(Feed.Subject, ReasonCodes.KindUnknown, "kind", "08")]
    [InlineData(Feed.Subject, ReasonCodes.KindUnknown, "kind", null)]
    [InlineData(Feed.Subject, ReasonCodes.UsccInvalid, "credentialCode", "91350100M000100Y44")]
    [InlineData(Feed.Subject, ReasonCodes.UsccInvalid, "credentialCode", null)]
    [InlineData(Feed.Subject, ReasonCodes.DateInvalid, "establishedOn", "2019-02-30")]
    [InlineData(Feed.Subject, ReasonCodes.AreaUnresolved, "area", "999999")]
    [InlineData(Feed.Matter, ReasonCodes.NameMissing, "itemName", "")]
    [InlineData(Feed.Matter, ReasonCodes.ItemCodeInvalid, "itemCode", "1234567890123")]
    [InlineData(Feed.Matter, ReasonCodes.ItemCodeInvalid, "itemCode", "0123456789012A")]
    [InlineData(Feed.Matter, ReasonCodes.DateInvalid, "effectiveOn", "不详日")]
    [InlineData(Feed.Matter, ReasonCodes.DateInvalid, "cancelledOn", "2023-13-01")]
    [InlineData(Feed.Inspector, ReasonCodes.NameMissing, "name", null)]
    [InlineData(Feed.Inspector, ReasonCodes.KindUnknown, "kind", "7")]
    [InlineData(Feed.Inspector, ReasonCodes.IdInvalid, "idNumber", "110105194912310021")]
    [InlineData(Feed.Expert, ReasonCodes.NameMissing, "name", null)]
    [InlineData(Feed.Expert, ReasonCodes.KindUnknown, "kind", "")]
    [InlineData(Feed.Expert, ReasonCodes.IdInvalid, "idNumber", "11010519491331002X")]
    [InlineData(Feed.CreditGrade, ReasonCodes.UsccInvalid, "credentialCode", "123")]
    [InlineData(Feed.CreditGrade, ReasonCodes.GradeUnknown, "grade", "E")]
    [InlineData(Feed.CreditGrade, ReasonCodes.DateInvalid, "gradedOn", "20260132")]
    [InlineData(Feed.Plan, ReasonCodes.NameMissing, "planName", null)]
    [InlineData(Feed.Plan, ReasonCodes.DateInvalid, "endsOn", "2026-11-31")]
    [InlineData(Feed.Task, ReasonCodes.NameMissing, "taskName", null)]
    [InlineData(Feed.Task, ReasonCodes.DateInvalid, "startsOn", "2026-00-01")]
    [InlineData(Feed.Behaviour, ReasonCodes.NameMissing, "actionName", " ")]
    [InlineData(Feed.Behaviour, ReasonCodes.KindUnknown, "table", "5")]
    [InlineData(Feed.Behaviour, ReasonCodes.ItemCodeInvalid, "itemCode", "123")]
    [InlineData(Feed.Behaviour, ReasonCodes.UsccInvalid, "credentialCode", "91350100M000100Y44")]
    [InlineData(Feed.Behaviour, ReasonCodes.DateInvalid, "actedOn", "2026-02-30")]
    [InlineData(Feed.Behaviour, ReasonCodes.DateInvalid, "submittedAt", null)]
    [InlineData(Feed.Lead, ReasonCodes.ContentMissing, "content", " ")]
    [InlineData(Feed.Lead, ReasonCodes.DateInvalid, "receivedAt", null)]
    [InlineData(Feed.Lead, ReasonCodes.DateInvalid, "receivedAt", "昨天")]
    [InlineData(Feed.Lead, ReasonCodes.DateInvalid, "deadline", "2026-02-30")]
    public void A_row_with_one_defect_says_its_reason_in_Chinese(Feed feed, string reason, string field, string? value)
    {
        var defect = Defect(feed, (field, value));
        Assert.Equal(reason, defect.Reason);
        Assert.Equal(FeedSchemas.Of(feed).Fields[FeedSchemas.Of(feed)[field]].Label, defect.Field);
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", defect.Message);
    }

    [Fact]
    public void A_natural_persons_number_is_checked_and_masked()
    {
        var defect = Defect(Feed.Subject, ("credentialType", "111"), ("credentialCode", "110105194912310021"));
        Assert.Equal(ReasonCodes.IdInvalid, defect.Reason);
        Assert.DoesNotContain("19491231", defect.ValueMasked, StringComparison.Ordinal);
    }

    /// <summary>The spoilt fields in the order of the feed's reason codes: a row counts under the first.</summary>
    [Theory]
    [InlineData(Feed.Subject, "name=|kind=99|credentialCode=1|establishedOn=x年|area=9", "name_missing,kind_unknown,uscc_invalid,date_invalid,area_unresolved")]
    [InlineData(Feed.Matter, "itemName=|itemCode=1|effectiveOn=x年", "name_missing,item_code_invalid,date_invalid")]
    [InlineData(Feed.Inspector, "name=|kind=7|idNumber=1", "name_missing,kind_unknown,id_invalid")]
    [InlineData(Feed.Expert, "name=|kind=7|idNumber=1", "name_missing,kind_unknown,id_invalid")]
    [InlineData(Feed.CreditGrade, "credentialCode=1|grade=E|gradedOn=x年", "uscc_invalid,grade_unknown,date_invalid")]
    [InlineData(Feed.Plan, "planName=|startsOn=x年", "name_missing,date_invalid")]
    [InlineData(Feed.Task, "taskName=|startsOn=x年", "name_missing,date_invalid")]
    [InlineData(Feed.Behaviour, "actionName=|table=9|itemCode=1|credentialCode=1|actedOn=x年", "name_missing,kind_unknown,item_code_invalid,uscc_invalid,date_invalid")]
    [InlineData(Feed.Lead, "content=|receivedAt=x年", "content_missing,date_invalid")]
    public void Of_several_defects_the_first_in_order_counts(Feed feed, string spoilt, string reasons)
    {
        var fields = spoilt.Split('|').Select(x => (Field: x.Split('=')[0], Value: (string?)x.Split('=')[1])).ToArray();
        Assert.Equal(reasons.Split(','), fields.Select((_, first) => Defect(feed, fields[first..]).Reason));
    }

    [Fact]
    public void A_wrong_GB_11714_part_inside_a_right_code_is_said_as_such() =>
        Assert.Contains("GB 11714", Defect(Feed.Subject, ("credentialCode", WithWrongOrganisation())).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("610521", "alias", "area_alias")]
    [InlineData("999999", "address", "area_by_address")]
    public void An_area_is_repaired_with_a_finding_and_what_was_received_is_kept(string received, string by, string problem)
    {
        var row = Record<SubjectRow>(Feed.Subject, ("area", received), ("addressOperating", "渭南市华州区杏林镇一组"));
        Assert.Equal((Rows.Area, by, received), (row.AreaCode, row.AreaBy, row.AreaReceived));
        Assert.Equal(problem, Assert.Single(_findings.All).Kind.Problem);
    }

    [Fact]
    public void Widths_blanks_and_traditional_characters_are_folded_for_matching_alone()
    {
        var row = Record<SubjectRow>(Feed.Subject, ("name", " 樣例　（華州）商貿 "), ("credentialCode", " ９１350100ｍ000100Y43"), ("kind", "０１"));
        Assert.Equal("樣例 （華州）商貿", row.Name);
        Assert.Equal("样例(华州)商贸", row.NameKey);
        Assert.Equal((Rows.Uscc, "01"), (row.Uscc, row.Kind));
    }

    [Fact]
    public void A_fifteen_digit_number_is_found_as_its_eighteen_digits()
    {
        var old = Record<PersonRow>(Feed.Inspector, ("idNumber", "110105491231002"));
        Assert.Equal(Rows.Cipher.LookupHash(Rows.IdNumber), old.IdHash);
    }

    [Fact]
    public void Persons_lie_sealed()
    {
        var row = Record<PersonRow>(Feed.Inspector);
        Assert.Equal("李四", Rows.Cipher.UnprotectText(row.NameSealed));
        Assert.Equal("SX61050300001", Rows.Cipher.UnprotectText(row.LawNoSealed));
        Assert.Equal(Rows.IdNumber, Rows.Cipher.UnprotectText(row.IdSealed));
        var clear = new Written();
        row.Write(clear);
        Assert.DoesNotContain(Rows.IdNumber, clear.Clear, StringComparison.Ordinal);
        Assert.DoesNotContain("SX61050300001", clear.Clear, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("111")]
    [InlineData("099")]
    [InlineData(null)]
    public void A_natural_persons_number_lies_sealed_whatever_it_is_called(string? type)
    {
        var row = Record<SubjectRow>(Feed.Subject, ("credentialType", type), ("credentialCode", Rows.IdNumber));
        var clear = new Written();
        row.Write(clear);
        Assert.DoesNotContain(Rows.IdNumber, clear.Clear, StringComparison.Ordinal);
        Assert.DoesNotContain("13900000000", clear.Clear, StringComparison.Ordinal);
        Assert.DoesNotContain("张三", clear.Clear, StringComparison.Ordinal);
        Assert.Equal(Rows.Cipher.LookupHash(Rows.IdNumber), row.CredentialHash);
    }

    [Fact]
    public void A_number_in_a_column_it_does_not_belong_to_is_masked_in_the_defect() =>
        Assert.DoesNotContain("19491231", Defect(Feed.Subject, ("kind", Rows.IdNumber)).ValueMasked, StringComparison.Ordinal);

    [Theory]
    [InlineData(Feed.Matter, "basis", "依法检查", "basis_no_article")]
    [InlineData(Feed.Matter, "basis", null, "basis_no_article")]
    [InlineData(Feed.Matter, "deptCode", "91350100M000100Y44", "dept_uscc_invalid")]
    [InlineData(Feed.Subject, "regCapital", "若干", "capital_unparsed")]
    [InlineData(Feed.Plan, "checkQuantity", "若干户", "quantity_unparsed")]
    [InlineData(Feed.Subject, "changedAt", "昨天", "changed_at_unreadable")]
    public void What_is_odd_is_kept_with_a_finding(Feed feed, string field, string? value, string problem)
    {
        Assert.NotNull(Rows.Normalisers.Of(feed).Normalise(Rows.Area, Rows.Good(feed, "x", (field, value)), _findings).Row);
        Assert.Equal(problem, Assert.Single(_findings.All).Kind.Problem);
    }

    [Theory]
    [InlineData("99999999999999999999(亿)")]
    [InlineData("12345678901234567(万)")]
    public void A_capital_that_no_column_holds_is_kept_as_text(string capital)
    {
        var row = Record<SubjectRow>(Feed.Subject, ("regCapital", capital));
        Assert.Equal((capital, null), (row.CapitalReceived, row.CapitalAmount));
    }

    [Fact]
    public void A_departments_code_of_any_length_fits_its_index() =>
        Assert.Equal(64, Record<MatterRow>(Feed.Matter, ("deptCode", new string('9', 5_000))).DeptCode?.Length);

    private static string WithWrongOrganisation()
    {
        var first17 = Rows.Uscc[..16] + "5"; // the check character of its organisation code is 4
        return first17 + Gateway.Adapters.Identifiers.Uscc.CheckCharacter(first17);
    }

    private static Defect Defect(Feed feed, params (string, string?)[] other) =>
        Assert.IsType<Defect>(Rows.Normalisers.Of(feed).Normalise(Rows.Area, Rows.Good(feed, "x", other), new Findings()).Defect);

    private T Record<T>(Feed feed, params (string, string?)[] other) =>
        Assert.IsType<T>(Rows.Normalisers.Of(feed).Normalise(Rows.Area, Rows.Good(feed, "x", other), _findings).Row);

    /// <summary>Counts columns and keeps what lies in clear in them.</summary>
    private sealed class Written : IColumnWriter
    {
        private readonly StringBuilder _clear = new();

        public int Count { get; private set; }

        public string Clear => _clear.ToString();

        public void Text(string? value) => Add(value);

        public void Texts(IReadOnlyList<string> values) => Add(string.Join(',', values));

        public void Date(DateOnly? value) => Add(null);

        public void Number(decimal? value) => Add(null);

        public void Bytes(byte[]? value) => Add(Encoding.UTF8.GetString(value ?? []));

        public void Timestamp(DateTime? value) => Add(null);

        private void Add(string? value)
        {
            Count++;
            _clear.AppendLine(value);
        }
    }
}
