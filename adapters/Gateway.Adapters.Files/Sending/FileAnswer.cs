using System.Globalization;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Files.Sending;

/// <summary>What a file's place and the list of errors beside it say of its rows. Pure.</summary>
internal static class FileAnswer
{
    private const string Code = "file_row";

    /// <summary>In <c>done/</c>: taken, but for the rows that are listed.</summary>
    public static PushOutcome Taken(PushBatch batch, IReadOnlyList<FileError> errors)
    {
        var listed = Listed(batch, errors);
        var good = batch.Operation == DeliveryOperation.Withdraw ? VerdictKind.Withdrawn : VerdictKind.Accepted;
        return new PushOutcome.Answered(
        [
            .. batch.WireIds.Select((id, place) => listed.TryGetValue(place + 1, out var reason)
                ? new RowVerdict(id, VerdictKind.Rejected, Code, reason)
                : new RowVerdict(id, good, "done", "")),
        ]);
    }

    /// <summary>
    /// In <c>failed/</c>: nothing of it was taken. Where every row is listed each has its verdict; otherwise the rows that are not listed go
    /// again without the others.
    /// </summary>
    public static PushOutcome Refused(PushBatch batch, IReadOnlyList<FileError> errors)
    {
        var listed = Listed(batch, errors);
        if (listed.Count == batch.WireIds.Count)
        {
            return new PushOutcome.Answered([.. batch.WireIds.Select((id, place) => new RowVerdict(id, VerdictKind.Rejected, Code, listed[place + 1]))]);
        }

        var words = errors.Count == 0 ? "对方退回文件，没有说明原因" : string.Join("；", errors.Take(3).Select(Words));
        return new PushOutcome.RefusedWhole("file_failed", words);
    }

    private static Dictionary<int, string> Listed(PushBatch batch, IReadOnlyList<FileError> errors) => errors
        .Where(error => error.Row >= 1 && error.Row <= batch.WireIds.Count)
        .GroupBy(error => error.Row)
        .ToDictionary(row => row.Key, row => string.Join("；", row.Take(5).Select(error => error.Column.Length == 0 ? error.Reason : $"{error.Column}：{error.Reason}")));

    private static string Words(FileError error) => error.Row == 0
        ? error.Reason
        : string.Create(CultureInfo.InvariantCulture, $"第 {error.Row} 行{error.Column}：{error.Reason}");
}
