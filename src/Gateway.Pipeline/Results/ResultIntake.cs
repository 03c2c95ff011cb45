using System.Text;
using Gateway.Adapters.Configuration;
using Gateway.Contracts.Results;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Disclosure;
using Gateway.Pipeline.Protection;
using Npgsql;

namespace Gateway.Pipeline.Results;

/// <summary>
/// Takes in results of one area: each judged by itself, all good ones stored with their deliveries and one audit entry in one
/// transaction. The door of REST and bus alike.
/// </summary>
public sealed class ResultIntake(
    NpgsqlDataSource database, IAdapterDirectory directory, ResultStore results, ExemptionStore exemptions, PlacementStore placements,
    AuditLog audit, FieldCipher cipher, IResultNudge nudge, DirectoryFindings findings)
{
    /// <param name="area">The area of the caller's key.</param>
    /// <param name="source">rest or bus.</param>
    /// <param name="batch">Parsed results, in order of arrival; at most some thousand.</param>
    /// <returns>One outcome per result, in order.</returns>
    public async Task<IReadOnlyList<IntakeOutcome>> StoreAsync(
        string area, string source, IReadOnlyList<InspectionResult> batch, CancellationToken cancellationToken)
    {
        var outcomes = new IntakeOutcome[batch.Count];
        var prepared = new List<(int Place, PreparedResult Result)>(batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            var problems = ResultValidator.Check(batch[i], area);
            switch (problems)
            {
                case []:
                    prepared.Add((i, PreparedResult.Of(batch[i], cipher)));
                    break;
                case [{ Code: ResultProblemCodes.ClassifiedRefused } refused]:
                    outcomes[i] = new IntakeOutcome.Classified(refused);
                    break;
                default:
                    outcomes[i] = new IntakeOutcome.Invalid(ResultValidator.Identified(batch[i].Id), problems);
                    break;
            }
        }

        if (prepared.Count > 0 && await StoreAsync(area, source, prepared, outcomes, cancellationToken))
        {
            await nudge.ResultsStoredAsync(area, cancellationToken);
        }

        return outcomes;
    }

    private async Task<bool> StoreAsync(
        string area, string source, List<(int Place, PreparedResult Result)> prepared, IntakeOutcome[] outcomes,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var ids = prepared.Select(x => x.Result.Id).ToHashSet();
        var stored = await results.LockAsync(connection, transaction, area, ids, cancellationToken);
        var decision = new IntakeDecision(stored);
        var news = new List<PreparedResult>(prepared.Count);
        var corrected = new HashSet<string>();
        foreach (var (place, result) in prepared)
        {
            outcomes[place] = decision.Decide(result.Id, result.Version, result.Hash);
            if (outcomes[place] is IntakeOutcome.Created or IntakeOutcome.Corrected)
            {
                news.Add(result);
            }

            if (outcomes[place] is IntakeOutcome.Corrected)
            {
                corrected.Add(result.Id);
            }
        }

        if (news.Count == 0)
        {
            await transaction.RollbackAsync(cancellationToken);
            return false;
        }

        await results.InsertAsync(connection, transaction, area, source, news, cancellationToken);
        await PlaceAsync(connection, transaction, area, news, stored.Select(x => x.Id).ToHashSet(), corrected, cancellationToken);
        await findings.NoteAsync(connection, transaction, area, [.. news.Select(x => x.Result)], cancellationToken);
        await audit.AppendAsync(connection, transaction, [Entry(area, source, news)], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Versions of one id that came in one batch are placed one after the other: the later sees the earlier.</summary>
    private async Task PlaceAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, List<PreparedResult> news, HashSet<string> storedIds,
        HashSet<string> corrected, CancellationToken cancellationToken)
    {
        var sinks = directory.SinksOf(area);
        var rounds = new List<List<PreparedResult>>();
        var seen = new Dictionary<string, int>();
        foreach (var result in news)
        {
            var round = seen.GetValueOrDefault(result.Id);
            seen[result.Id] = round + 1;
            if (rounds.Count == round)
            {
                rounds.Add([]);
            }

            rounds[round].Add(result);
        }

        for (var round = 0; round < rounds.Count; round++)
        {
            IReadOnlyCollection<string> known =
                round == 0 ? [.. corrected.Where(storedIds.Contains)] : [.. rounds[round].Select(x => x.Id)];
            var exempt = await exemptions.InForceAsync(
                connection, transaction, area, [.. rounds[round].Select(x => x.Id)], cancellationToken);
            var wanted = new List<WantedDelivery>(rounds[round].Count * sinks.Count);
            foreach (var result in rounds[round])
            {
                var isExempt = result.Result.Exemption is not null || exempt.Contains(result.Id);
                wanted.AddRange(Router.Decide(result.Result, sinks, isExempt)
                    .Select(x => new WantedDelivery(x.Target, result.Id, result.Version, x.ReasonCode, x.Reason)));
            }

            await placements.PlaceAsync(connection, transaction, area, DeliveryKinds.Result, wanted, known, cancellationToken);
        }
    }

    private static AuditEvent Entry(string area, string source, List<PreparedResult> news)
    {
        // Ids hold only A-Za-z0-9._- and need no escaping.
        var detail = new StringBuilder(news.Count * 90).Append("{\"source\":\"").Append(source).Append("\",\"items\":[");
        for (var i = 0; i < news.Count; i++)
        {
            detail.Append(i == 0 ? "\"" : ",\"").Append(news[i].Id).Append('#').Append(news[i].Version).Append(':')
                .Append(Convert.ToHexStringLower(news[i].Hash)).Append('"');
        }

        return new AuditEvent(AuditKinds.ResultsStored, area, $"results:{area}/{news.Count}", detail.Append("]}").ToString());
    }
}
