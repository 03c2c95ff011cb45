using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Adapters.Identifiers;
using Gateway.Contracts.Results;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Protection;
using Gateway.Pipeline.Results;
using Npgsql;

namespace Gateway.Pipeline.Desk;

/// <summary>
/// Edit and resend: one person proposes a corrected result, another approves, and it goes in as the next version through the intake that
/// all results take, with all its checks.
/// </summary>
public sealed class CorrectionDesk(
    NpgsqlDataSource database, CorrectionStore corrections, ResultIntake intake, AuditLog audit, FieldCipher cipher)
{
    public const string Source = "desk";

    /// <summary>The highest version, masked, for editing.</summary>
    public async Task<EditableResult?> ShowAsync(string area, string resultId, CancellationToken cancellationToken) =>
        await corrections.HighestAsync(area, resultId, cancellationToken) is { } stored
            ? new EditableResult(area, resultId, stored.Version, [.. CorrectionEdit.Leaves(Masked(cipher.Unprotect(stored.Body)))])
            : null;

    /// <summary>What a form brought: a field that still reads as it was shown was not touched.</summary>
    public async Task<IReadOnlyList<FieldChange>> ChangesOfAsync(
        EditableResult shown, IReadOnlyDictionary<string, string> written, CancellationToken cancellationToken)
    {
        var before = shown.Fields.ToDictionary();
        var stored = await corrections.HighestAsync(shown.Area, shown.ResultId, cancellationToken);
        var result = JsonNode.Parse(cipher.Unprotect(stored?.Body ?? [])) ?? new JsonObject();
        return [.. written.Where(x => before.GetValueOrDefault(x.Key, "") != x.Value).Select(x => new FieldChange(x.Key, CorrectionEdit.Typed(result, x.Key, x.Value)))];
    }

    /// <param name="baseVersion">The version that was shown.</param>
    public async Task<CorrectionOutcome> ProposeAsync(
        string area, string resultId, int baseVersion, IReadOnlyList<FieldChange> changes, string reason, string by, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > Masking.LongestWords)
        {
            return Refused("请写明更正理由（500 字以内）");
        }

        if (await corrections.HighestAsync(area, resultId, cancellationToken) is not { } stored || stored.Version != baseVersion)
        {
            return Refused("没有这个检查结果，或所示版本已不是最高版本：请重新打开");
        }

        var before = cipher.Unprotect(stored.Body);
        var edited = JsonNode.Parse(before) ?? new JsonObject();
        if (CorrectionEdit.Apply(edited, changes) is { } cannot)
        {
            return Refused(cannot);
        }

        edited["version"] = baseVersion + 1;
        if (ResultParser.ReadOne(System.Text.Encoding.UTF8.GetBytes(edited.ToJsonString())) is not DocumentReading<InspectionResult>.Read { Document: var result })
        {
            return Refused("更正后的内容不是有效的检查结果：请检查各字段的类型");
        }

        if (ResultValidator.Check(result, area) is { Count: > 0 } problems)
        {
            return new CorrectionOutcome.Refused("更正后的内容不符合要求", problems);
        }

        var after = CanonicalResult.Bytes(result);
        var diff = CorrectionEdit.Diff(Masked(before), Masked(after), JsonNode.Parse(before), JsonNode.Parse(after));
        return diff.Count == 0
            ? Refused("没有更改任何字段")
            : await StoreAsync(area, resultId, baseVersion, Masking.PeerWords(reason.Trim()), cipher.Protect(after), diff, by, cancellationToken);
    }

    /// <summary>The second person's word. The database, too, takes none from the one who proposed.</summary>
    public async Task<CorrectionOutcome> DecideAsync(long id, bool approve, string words, string by, CancellationToken cancellationToken)
    {
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            if (await CorrectionStore.LockAsync(connection, transaction, id, cancellationToken) is not { State: "proposed" } proposed)
            {
                return Refused("没有这个更正，或已经作出决定");
            }

            if (proposed.ProposedBy == by)
            {
                return Refused("提出人不能审批自己的更正：请由另一人登录审批");
            }

            var said = Masking.PeerWords(words.Trim());
            await corrections.DecidedAsync(connection, transaction, id, approve ? "approved" : "declined", by, said, cancellationToken);
            await audit.AppendAsync(connection, transaction,
                [Entry(proposed.Area, proposed.ResultId, proposed.BaseVersion, AuditKinds.CorrectionDecided, new { correction = id, approve, by, proposedBy = proposed.ProposedBy, words = said })],
                cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await HandInAsync(cancellationToken);
        return await corrections.FindAsync(id, cancellationToken) is { } after ? new CorrectionOutcome.Done(after) : Refused("没有这个更正");
    }

    /// <summary>Hands in what was approved. The same again is the same, so a process that died here loses nothing.</summary>
    public async Task HandInAsync(CancellationToken cancellationToken)
    {
        foreach (var (id, area, body) in await corrections.ApprovedAsync(cancellationToken))
        {
            var outcome = (await intake.StoreAsync(area, Source, [CanonicalResult.Read(cipher.Unprotect(body))], cancellationToken))[0];
            var (state, words) = outcome switch
            {
                IntakeOutcome.Created or IntakeOutcome.Corrected or IntakeOutcome.Same => ("stored", "已按新版本入库并排入推送"),
                IntakeOutcome.Conflict conflict => ("refused", string.Create(CultureInfo.InvariantCulture, $"与已保存的版本冲突：{conflict.Why}")),
                IntakeOutcome.Invalid => ("refused", "内容已不符合要求"),
                _ => ("refused", "不予接收"),
            };
            await corrections.EndedAsync(id, state, words, cancellationToken);
        }
    }

    private async Task<CorrectionOutcome> StoreAsync(
        string area, string resultId, int baseVersion, string reason, byte[] body, IReadOnlyList<FieldDiff> diff, string by,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await corrections.InsertAsync(connection, transaction, area, resultId, baseVersion, reason, body, diff, by, cancellationToken) is not { } id)
        {
            return Refused("该结果已有一个更正等待审批");
        }

        await audit.AppendAsync(connection, transaction,
            [Entry(area, resultId, baseVersion, AuditKinds.CorrectionProposed, new { correction = id, by, reason, fields = diff.Select(x => x.Field) })], cancellationToken);
        var stored = await CorrectionStore.LockAsync(connection, transaction, id, cancellationToken) ?? throw new InvalidOperationException("更正未能登记");
        await transaction.CommitAsync(cancellationToken);
        return new CorrectionOutcome.Done(stored);
    }

    private static JsonNode? Masked(byte[] canonical) => new PersonalMask(CanonicalResult.Read(canonical)).Node(JsonNode.Parse(canonical));

    private static CorrectionOutcome.Refused Refused(string why) => new(why, []);

    private static AuditEvent Entry(string area, string resultId, int baseVersion, string kind, object detail) =>
        new(kind, area, string.Create(CultureInfo.InvariantCulture, $"result:{area}/{resultId}#{baseVersion}"), DeskAudit.Json(detail));
}
