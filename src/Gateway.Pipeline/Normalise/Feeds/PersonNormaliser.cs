using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Protection;

namespace Gateway.Pipeline.Normalise.Feeds;

/// <summary>执法检查人员 or 专家. Names and numbers are sealed; the keyed hash finds a person by number without showing it.</summary>
public sealed record PersonRow : FeedRow
{
    public required byte[] NameSealed { get; init; }
    public required string Kind { get; init; }
    public string? DeptName { get; init; }
    public string? DeptCode { get; init; }
    public byte[]? LawNoHash { get; init; }
    public byte[]? LawNoSealed { get; init; }
    public byte[]? IdHash { get; init; }
    public byte[]? IdSealed { get; init; }
    public string? Qualification { get; init; }
    public string? Specialty { get; init; }
    public string? AreaReceived { get; init; }
    public string? AreaCode { get; init; }
    public string? State { get; init; }

    public override void Write(IColumnWriter to)
    {
        to.Bytes(NameSealed);
        to.Text(Kind);
        to.Text(DeptName);
        to.Text(DeptCode);
        to.Bytes(LawNoHash);
        to.Bytes(LawNoSealed);
        to.Bytes(IdHash);
        to.Bytes(IdSealed);
        to.Text(Qualification);
        to.Text(Specialty);
        to.Text(AreaReceived);
        to.Text(AreaCode);
        to.Text(State);
    }
}

public sealed class PersonNormaliser(Feed feed, FieldCipher cipher) : IFeedNormaliser
{
    private readonly FeedSchema _schema = FeedSchemas.Of(feed);

    public Feed Feed => feed;

    public IReadOnlyList<string> Columns { get; } =
    [
        "name_sealed", "kind", "dept_name", "dept_code", "law_no_hash", "law_no_sealed", "id_hash", "id_sealed", "qualification",
        "specialty", "area_received", "area_code", "state",
    ];

    public Normalised Normalise(string area, RawRow row, Findings findings)
    {
        var read = new RowReader(_schema, row, findings);
        var name = read.Name(_schema["name"]);
        var kind = read.Code(_schema["kind"]);
        if (kind is not ("1" or "2" or "3" or "9"))
        {
            read.Fail(ReasonCodes.KindUnknown, _schema["kind"], kind, "人员类别不是 1 行政执法类公务员、2 具有行政执法资格、3 日常监管工作人员、9 专家 之一");
        }

        var id = read.IdNumber(_schema["idNumber"], required: false);
        if (read.Defect is { } defect)
        {
            return defect;
        }

        var lawNo = read.Code(_schema["lawNo"]);
        return new PersonRow
        {
            NameSealed = cipher.Protect(name),
            Kind = kind ?? "",
            DeptName = read.Text(_schema["deptName"]),
            DeptCode = read.Department(_schema["deptCode"]),
            LawNoHash = lawNo is null ? null : cipher.LookupHash(lawNo),
            LawNoSealed = lawNo is null ? null : cipher.Protect(lawNo),
            IdHash = id is null ? null : cipher.LookupHash(id),
            IdSealed = id is null ? null : cipher.Protect(id),
            Qualification = read.Text(_schema["qualification"]),
            Specialty = read.Text(_schema["specialty"]),
            AreaReceived = read.Raw(_schema["area"]),
            AreaCode = area,
            State = read.Code(_schema["state"]),
        }.WithEnvelope(read, row);
    }
}
