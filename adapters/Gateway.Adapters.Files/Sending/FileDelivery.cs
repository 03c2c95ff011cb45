using System.Globalization;
using System.Security.Cryptography;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Files.Folders;
using Gateway.Adapters.Files.Ready;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Files.Sending;

/// <summary>
/// Lays batches as files and sees what became of them. A batch has one name: laid again after an answer that was lost it is the same file,
/// and one that was taken meanwhile is not laid again.
/// </summary>
internal sealed class FileDelivery(string area, FilesOptions options, TargetFiles target, IDropFolders folders)
{
    public async Task<PushOutcome> LayAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        var name = NameOf(batch.Stamp);
        await using var session = await folders.OpenAsync(cancellationToken);
        if (await FindAsync(session, name, batch, cancellationToken) is Place.Nowhere or Place.Outbox)
        {
            // What lies there already may be half of it: written again, it is the same.
            var hash = Convert.ToHexStringLower(SHA256.HashData(batch.Payload.Span));
            await session.WriteAsync(DropPath.Join(options.Outbox, name.File), batch.Payload, cancellationToken);
            await session.WriteAsync(
                DropPath.Join(options.Outbox, name.OkFile), System.Text.Encoding.UTF8.GetBytes(OkFile.Write(batch.WireIds.Count, hash)), cancellationToken);
        }

        return new PushOutcome.Received();
    }

    public async Task<PushOutcome> ProbeAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        var name = NameOf(batch.Stamp);
        await using var session = await folders.OpenAsync(cancellationToken);
        return await FindAsync(session, name, batch, cancellationToken) switch
        {
            Place.Nowhere => new PushOutcome.NotKnown(),
            Place.Outbox => await session.FindAsync(DropPath.Join(options.Outbox, name.OkFile), cancellationToken) is null
                ? new PushOutcome.NotKnown()
                : new PushOutcome.Received(),
            _ => new PushOutcome.Received(),
        };
    }

    public async Task<PushOutcome> ReceiptAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        var name = NameOf(batch.Stamp);
        await using var session = await folders.OpenAsync(cancellationToken);
        return await FindAsync(session, name, batch, cancellationToken) switch
        {
            Place.Nowhere => new PushOutcome.NotKnown(),
            Place.Outbox => new PushOutcome.Received(),
            Place.Done done => FileAnswer.Taken(batch, await ErrorsAsync(session, done.Folder, name, cancellationToken)),
            Place.Failed failed => FileAnswer.Refused(batch, await ErrorsAsync(session, failed.Folder, name, cancellationToken)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private DropName NameOf(BatchStamp stamp)
    {
        var (day, number) = (stamp.BatchNo[..8], stamp.BatchNo[8..].TrimStart('0').PadLeft(3, '0'));
        var extension = target.Format switch { FileForm.Csv => "csv", FileForm.Json => "json", FileForm.Xlsx => "xlsx" };
        return DropName.Parse($"{area}_{target.Kind}_{day}_{number}.{extension}")
            ?? throw new PermanentFailure("batch_no", $"批次号 {stamp.BatchNo} 不能用作文件名");
    }

    private async Task<Place> FindAsync(IDropFolder session, DropName name, PushBatch batch, CancellationToken cancellationToken)
    {
        var done = DropPath.Join(options.Outbox, options.Done);
        var first = name.Day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var days = (await session.ListAsync(done, cancellationToken)).Where(entry => entry.IsFolder)
            .Select(entry => entry.Name).Where(day => string.CompareOrdinal(day, first) >= 0);
        Place[] places =
        [
            .. days.Prepend("").Select(day => new Place.Done(day.Length == 0 ? done : DropPath.Join(done, day))),
            new Place.Failed(DropPath.Join(options.Outbox, options.Failed)),
            new Place.Outbox(),
        ];
        foreach (var place in places)
        {
            var folder = place switch { Place.Done x => x.Folder, Place.Failed x => x.Folder, _ => options.Outbox };
            if (await session.FindAsync(DropPath.Join(folder, name.File), cancellationToken) is { } found)
            {
                // In the outbox it may be half of what we were writing; a file that was taken is whole, and then it must be ours.
                if (place is not Place.Outbox && found.Length != batch.Payload.Length)
                {
                    throw new PermanentFailure("name_taken", $"对方目录中已有同名而内容不同的文件 {name.Shown}，没有覆盖；请查明是谁写的");
                }

                return place;
            }
        }

        return new Place.Nowhere();
    }

    private static async Task<IReadOnlyList<FileError>> ErrorsAsync(IDropFolder session, string folder, DropName name, CancellationToken cancellationToken)
    {
        await using var stream = await session.OpenAsync(DropPath.Join(folder, name.Stem + ".errors.csv"), 0, cancellationToken);
        return stream is null ? [] : await FileError.ReadAsync(stream, cancellationToken);
    }

    private abstract record Place
    {
        public sealed record Nowhere : Place;

        public sealed record Outbox : Place;

        public sealed record Done(string Folder) : Place;

        public sealed record Failed(string Folder) : Place;
    }
}
