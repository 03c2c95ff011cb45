namespace Gateway.Adapters.Rest.Options;

/// <summary>
/// What stands where in an answer: dotted paths (<c>data.page.total</c>), <c>$</c> for the whole. An XML answer is read as if it were JSON
/// of the same names, from below its root element.
/// </summary>
public sealed class AnswerOptions
{
    /// <summary>Form of the answer. Default json.</summary>
    public AnswerDecoder? Decoder { get; init; }

    /// <summary>Code that says what happened; empty where there is none.</summary>
    public string? Code { get; init; }

    /// <summary>Words beside it.</summary>
    public string? Message { get; init; }

    /// <summary>Rows of a feed, or entries of a ledger.</summary>
    public string? Rows { get; init; }

    /// <summary>How many rows there are in all pages.</summary>
    public string? Total { get; init; }

    /// <summary>What names the set that the pages belong to; echoed as <c>{snapshot}</c>.</summary>
    public string? Snapshot { get; init; }

    /// <summary>Cursor of the next page; also the id of an asynchronous job.</summary>
    public string? Cursor { get; init; }

    /// <summary>Whether there are more pages: true, 1 or Y.</summary>
    public string? More { get; init; }

    /// <summary>Address of the next page.</summary>
    public string? Next { get; init; }

    /// <summary>State of a job or of a batch.</summary>
    public string? State { get; init; }

    /// <summary>Number of the batch that is answered; another one than ours is no answer.</summary>
    public string? Batch { get; init; }

    /// <summary>Verdicts row by row; an object is taken for a list of one.</summary>
    public string? Receipts { get; init; }

    /// <summary>In a verdict or an entry of a ledger: which row.</summary>
    public string? Id { get; init; }

    /// <summary>In a verdict or an entry of a ledger: its code.</summary>
    public string? RowCode { get; init; }

    /// <summary>In a verdict: its words.</summary>
    public string? RowMessage { get; init; }

    /// <summary>In a verdict: the day under which the platform's ledger files the row.</summary>
    public string? RowDay { get; init; }

    /// <summary>In an entry of a ledger: its digest.</summary>
    public string? Digest { get; init; }

    /// <summary>What is not said here is as there.</summary>
    internal AnswerOptions Over(AnswerOptions below) => new()
    {
        Decoder = Decoder ?? below.Decoder, Code = Code ?? below.Code, Message = Message ?? below.Message, Rows = Rows ?? below.Rows,
        Total = Total ?? below.Total, Snapshot = Snapshot ?? below.Snapshot, Cursor = Cursor ?? below.Cursor, More = More ?? below.More,
        Next = Next ?? below.Next, State = State ?? below.State, Batch = Batch ?? below.Batch, Receipts = Receipts ?? below.Receipts,
        Id = Id ?? below.Id, RowCode = RowCode ?? below.RowCode, RowMessage = RowMessage ?? below.RowMessage, RowDay = RowDay ?? below.RowDay,
        Digest = Digest ?? below.Digest,
    };
}

/// <summary>Forms of an answer.</summary>
public enum AnswerDecoder
{
    /// <summary>JSON.</summary>
    Json,

    /// <summary>XML.</summary>
    Xml,

    /// <summary>Plain text: the text is the code.</summary>
    Text,
}
