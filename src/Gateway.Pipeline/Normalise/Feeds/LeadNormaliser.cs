using Gateway.Adapters.Identifiers;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Normalise.Values;
using Gateway.Pipeline.Protection;

namespace Gateway.Pipeline.Normalise.Feeds;

/// <summary>问题线索. What somebody told of somebody is sealed; the keyed hash finds the leads of a subject without showing its number.</summary>
public sealed record LeadRow : FeedRow
{
    public static IReadOnlyList<string> Columns { get; } =
    [
        "lead_no", "channel", "subject_name_sealed", "subject_uscc", "subject_hash", "subject_code_sealed", "content_sealed", "area_received",
        "received_at", "deadline",
    ];

    public required string LeadNo { get; init; }
    public string? Channel { get; init; }
    public byte[]? SubjectNameSealed { get; init; }
    public string? SubjectUscc { get; init; }
    public byte[]? SubjectHash { get; init; }
    public byte[]? SubjectCodeSealed { get; init; }
    public required byte[] ContentSealed { get; init; }
    public string? AreaReceived { get; init; }
    public DateTime? ReceivedAt { get; init; }
    public DateOnly? Deadline { get; init; }

    public override void Write(IColumnWriter to)
    {
        to.Text(LeadNo);
        to.Text(Channel);
        to.Bytes(SubjectNameSealed);
        to.Text(SubjectUscc);
        to.Bytes(SubjectHash);
        to.Bytes(SubjectCodeSealed);
        to.Bytes(ContentSealed);
        to.Text(AreaReceived);
        to.Timestamp(ReceivedAt);
        to.Date(Deadline);
    }
}

public sealed class LeadNormaliser(FieldCipher cipher) : IFeedNormaliser
{
    private static readonly FeedSchema Schema = FeedSchemas.Lead;
    private static readonly int Channel = Schema["channel"], SubjectName = Schema["subjectName"], SubjectCode = Schema["subjectCode"],
        Content = Schema["content"], LeadNo = Schema["leadNo"], ReceivedAt = Schema["receivedAt"], Deadline = Schema["deadline"], Area = Schema["area"];

    private static readonly string[] Channels = ["12345", "媒体", "协会", "上级交办", "舆情"];

    public Feed Feed => Feed.Lead;

    public IReadOnlyList<string> Columns => LeadRow.Columns;

    public Normalised Normalise(string area, RawRow row, Findings findings)
    {
        var read = new RowReader(Schema, row, findings);
        var content = read.Text(Content);
        if (content is null)
        {
            read.Fail(ReasonCodes.ContentMissing, Content, null, "线索没有内容");
        }

        var received = DateText.Read(read.Raw(ReceivedAt));
        if (received.Moment is null)
        {
            read.Fail(ReasonCodes.DateInvalid, ReceivedAt, read.Raw(ReceivedAt), "受理时间缺失或不是有效的时间");
        }

        var deadline = read.Date(Deadline);
        if (read.Defect is { } defect)
        {
            return defect;
        }

        var channel = read.Text(Channel);
        if (channel is not null && !Channels.Contains(channel))
        {
            findings.Add(IssueClasses.Standard, "channel_unknown", "来源渠道", "来源渠道不在 12345、媒体、协会、上级交办、舆情 之内，原文保留", channel);
        }

        var code = read.Code(SubjectCode);
        var uscc = Uscc.IsValid(code) ? code : null;
        return new LeadRow
        {
            // As received, to the letter: its platform is told by it what became of it.
            LeadNo = read.Raw(LeadNo) is { Length: > 0 } number ? number : row.Values[Envelope.Identity] ?? "",
            Channel = channel,
            SubjectNameSealed = Sealed(read.Text(SubjectName)),
            SubjectUscc = uscc,
            SubjectHash = code is null ? null : cipher.LookupHash(code),
            SubjectCodeSealed = uscc is null ? Sealed(code) : null,
            ContentSealed = cipher.Protect(content ?? ""),
            AreaReceived = read.Raw(Area),
            ReceivedAt = received.Moment,
            Deadline = deadline,
        }.WithEnvelope(read, row);
    }

    private byte[]? Sealed(string? value) => value is null ? null : cipher.Protect(value);
}
