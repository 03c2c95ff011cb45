using System.Text;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Results;
using Npgsql;

namespace Gateway.Pipeline.Documents;

/// <summary>
/// Takes in documents of one kind and area: each judged by itself, all good ones stored with their deliveries and one audit entry in one
/// transaction.
/// </summary>
public abstract class DocumentIntake<T>(
    NpgsqlDataSource database, PlacementStore placements, AuditLog audit, IResultNudge nudge, TimeProvider clock)
    where T : class
{
    private protected abstract DocumentTable Table { get; }

    private protected abstract string AuditKind { get; }

    /// <param name="area">The area of the caller's key.</param>
    /// <param name="source">Where it came from: a door of the gateway.</param>
    /// <param name="batch">Parsed documents, in order of arrival; at most some thousand.</param>
    /// <returns>One outcome per document, in order.</returns>
    public async Task<IReadOnlyList<IntakeOutcome>> StoreAsync(
        string area, string source, IReadOnlyList<T> batch, CancellationToken cancellationToken)
    {
        var outcomes = new IntakeOutcome[batch.Count];
        var prepared = new List<(int Place, PreparedDocument<T> Document)>(batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            var problems = Check(batch[i], area);
            switch (problems)
            {
                case []:
                    prepared.Add((i, Prepare(batch[i])));
                    break;
                case [{ Code: ResultProblemCodes.ClassifiedRefused } refused]:
                    outcomes[i] = new IntakeOutcome.Classified(refused);
                    break;
                default:
                    outcomes[i] = new IntakeOutcome.Invalid(ResultValidator.Identified(IdOf(batch[i])), problems);
                    break;
            }
        }

        if (prepared.Count > 0 && await StoreAsync(area, source, prepared, outcomes, cancellationToken))
        {
            await nudge.ResultsStoredAsync(area, cancellationToken);
        }

        return outcomes;
    }

    private protected abstract IReadOnlyList<ResultProblem> Check(T document, string area);

    private protected abstract string? IdOf(T document);

    private protected abstract PreparedDocument<T> Prepare(T document);

    private protected abstract Task InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, string source, IReadOnlyList<PreparedDocument<T>> news,
        CancellationToken cancellationToken);

    /// <summary>What every target is to hold of these, one version a document.</summary>
    private protected abstract Task<IReadOnlyList<WantedDelivery>> RouteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, IReadOnlyList<PreparedDocument<T>> round,
        CancellationToken cancellationToken);

    /// <summary>What else is noted about what was stored.</summary>
    private protected virtual Task NoteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, IReadOnlyList<T> stored, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    private async Task<bool> StoreAsync(
        string area, string source, List<(int Place, PreparedDocument<T> Document)> prepared, IntakeOutcome[] outcomes,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var ids = prepared.Select(x => x.Document.Id).ToHashSet();
        var stored = await VersionStore.LockAsync(connection, transaction, Table, area, ids, clock.GetUtcNow(), cancellationToken);
        var decision = new IntakeDecision(stored);
        var news = new List<PreparedDocument<T>>(prepared.Count);
        var corrected = new HashSet<string>();
        foreach (var (place, document) in prepared)
        {
            outcomes[place] = decision.Decide(document.Id, document.Version, document.Hash);
            if (outcomes[place] is IntakeOutcome.Created or IntakeOutcome.Corrected)
            {
                news.Add(document);
            }

            if (outcomes[place] is IntakeOutcome.Corrected)
            {
                corrected.Add(document.Id);
            }
        }

        if (news.Count == 0)
        {
            await transaction.RollbackAsync(cancellationToken);
            return false;
        }

        await InsertAsync(connection, transaction, area, source, news, cancellationToken);
        await PlaceAsync(connection, transaction, area, news, stored.Select(x => x.Id).ToHashSet(), corrected, cancellationToken);
        await NoteAsync(connection, transaction, area, [.. news.Select(x => x.Content)], cancellationToken);
        await audit.AppendAsync(connection, transaction, [Entry(area, source, news)], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Versions of one id that came in one batch are placed one after the other: the later sees the earlier.</summary>
    private async Task PlaceAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, List<PreparedDocument<T>> news, HashSet<string> storedIds,
        HashSet<string> corrected, CancellationToken cancellationToken)
    {
        var rounds = new List<List<PreparedDocument<T>>>();
        var seen = new Dictionary<string, int>();
        foreach (var document in news)
        {
            var round = seen.GetValueOrDefault(document.Id);
            seen[document.Id] = round + 1;
            if (rounds.Count == round)
            {
                rounds.Add([]);
            }

            rounds[round].Add(document);
        }

        for (var round = 0; round < rounds.Count; round++)
        {
            IReadOnlyCollection<string> known =
                round == 0 ? [.. corrected.Where(storedIds.Contains)] : [.. rounds[round].Select(x => x.Id)];
            var wanted = await RouteAsync(connection, transaction, area, rounds[round], cancellationToken);
            await placements.PlaceAsync(connection, transaction, area, Table.Kind, wanted, known, cancellationToken);
        }
    }

    private AuditEvent Entry(string area, string source, List<PreparedDocument<T>> news)
    {
        // Ids hold only A-Za-z0-9._- and need no escaping.
        var detail = new StringBuilder(news.Count * 90).Append("{\"source\":\"").Append(source).Append("\",\"items\":[");
        for (var i = 0; i < news.Count; i++)
        {
            detail.Append(i == 0 ? "\"" : ",\"").Append(news[i].Id).Append('#').Append(news[i].Version).Append(':')
                .Append(Convert.ToHexStringLower(news[i].Hash)).Append('"');
        }

        return new AuditEvent(AuditKind, area, $"{Table.Many}:{area}/{news.Count}", detail.Append("]}").ToString());
    }
}
