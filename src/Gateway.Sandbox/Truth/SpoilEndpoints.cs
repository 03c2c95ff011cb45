using System.Globalization;
using Gateway.Sandbox.P1;
using Gateway.Sandbox.P2;
using Gateway.Sandbox.P3;
using Gateway.Sandbox.P4;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.Truth;

/// <summary>What is done to a platform's ledger behind everybody's back.</summary>
/// <param name="Target"><c>p1</c>…<c>p4</c>.</param>
/// <param name="Id">Identity of the record at the platform.</param>
/// <param name="How">drop, alter, revive (a withdrawn one), withdraw, add (one that nobody sent).</param>
/// <param name="Day">With add: its day in the ledger, yyyy-MM-dd.</param>
/// <param name="Group">With add: the area (p1, p4) or the organ (p2); otherwise the beginning of the id.</param>
/// <param name="Kind">The kind of ledger, where a platform has several: check, penalty, licence.</param>
internal sealed record SpoilOrder(string? Target, string? Id, string? How, string? Day = null, string? Group = null, string? Kind = null);

/// <summary>Spoils ledgers on demand, so that a reconciliation has something to find.</summary>
internal sealed class SpoilEndpoints(PushLedgers p1, PublicityLedger p2, CreditLedgers p3, TifLedgers p4)
{
    private static readonly string[] Ways = ["drop", "alter", "revive", "withdraw", "add"];

    public void Map(IEndpointRouteBuilder app) => app.MapPost("/_sandbox/spoil", SpoilAsync);

    private async Task SpoilAsync(HttpContext context)
    {
        var (order, problem) = await ControlBody.ReadAsync<SpoilOrder>(context);
        problem ??= order is { Target: "p1" or "p2" or "p3" or "p4", Id.Length: > 0, How: { } how } && Ways.Contains(how) ? null
            : "target: p1 to p4; id; how: one of " + string.Join(", ", Ways);
        if (order is null || problem is not null || (problem = Spoil(order)) is not null)
        {
            await ControlBody.RefuseAsync(context, problem ?? "body missing");
            return;
        }

        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, order.Id);
            writer.WriteString("done"u8, order.How);
            writer.WriteEndObject();
        });
    }

    private string? Spoil(SpoilOrder order)
    {
        var (inForce, gone) = order.Target switch
        {
            "p1" => (PushLedgers.Taken, PushLedgers.Deleted),
            "p2" => (PublicityLedger.Published, PublicityLedger.Withdrawn),
            "p3" => ("0", "1"),
            _ => (TifLedgers.Taken, TifLedgers.Withdrawn),
        };
        if (order.Target == "p2")
        {
            return p2.Spoil(order.Id!, before => Spoiled(order, before, inForce, gone));
        }

        var book = order.Target switch
        {
            "p1" => p1.Results,
            "p3" => p3.All.FirstOrDefault(x => x.Kind == (order.Kind ?? "check")).Book,
            _ => p4.Results,
        };
        if (book is null)
        {
            return $"kind {order.Kind}: no such ledger";
        }

        lock (book.Gate)
        {
            var (entry, problem) = Spoiled(order, book.Ledger.Find(order.Id!), inForce, gone);
            if (problem is null)
            {
                book.Put(entry!);
                book.Flush();
            }

            return problem;
        }
    }

    private static (LedgerEntry? Entry, string? Problem) Spoiled(SpoilOrder order, LedgerEntry? before, string inForce, string gone)
    {
        if (order.How == "add")
        {
            return before is not null ? (null, $"id {order.Id}: is there already")
                : DateOnly.TryParseExact(order.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                    ? (new LedgerEntry(
                        order.Id!, order.Group ?? order.Id![..Math.Min(6, order.Id!.Length)], day.DayNumber, inForce, CanonicalContent.Sha256("added " + order.Id), "", "i", 1, 0),
                        null)
                    : (null, "day: yyyy-MM-dd");
        }

        return before is null ? (null, $"id {order.Id}: not in this ledger") : (order.How switch
        {
            "drop" => before with { State = DayLedger.Dropped },
            "alter" => before with { Digest = CanonicalContent.Sha256("altered " + before.Digest), ContentHash = "altered" },
            "revive" => before with { State = inForce, Operation = "i" },
            _ => before with { State = gone, Operation = "d" },
        }, null);
    }
}
