using System.Text.Json;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.P1;
using Gateway.Sandbox.P2;
using Gateway.Sandbox.P3;
using Gateway.Sandbox.P4;
using Gateway.Sandbox.P5;
using Gateway.Sandbox.P7;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.Truth;

/// <summary>What the sandbox knows to be so: rows by area, feed and reason, and what each platform holds.</summary>
internal sealed class TruthEndpoints(FeedLibrary library, PushLedgers p1, PublicityLedger p2, CreditLedgers p3, TifLedgers p4, FrontEndLedgers p5, P6.DropLedger p6, EnforcementLedger p7, CreditKeys keys)
{
    private sealed record Held(string Target, string Kind, string Area, LedgerEntry Entry);

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/_sandbox/truth", TruthAsync);
        app.MapGet("/_sandbox/ledger/{target}", LedgerAsync);
        app.MapGet("/_sandbox/keys", context => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("note"u8, "sandbox key, for nothing else");
            writer.WriteString("sm2PublicKey"u8, keys.PublicKeyHex);
            writer.WriteEndObject();
        }));
    }

    private Task TruthAsync(HttpContext context)
    {
        var only = context.Request.Query["area"].ToString();
        return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("areas"u8);
            foreach (var area in Area.All.Where(area => only.Length == 0 || area.Code == only))
            {
                writer.WriteStartObject();
                writer.WriteString("area"u8, area.Code);
                writer.WriteString("name"u8, area.Name);
                writer.WritePropertyName("feeds"u8);
                JsonSerializer.Serialize(writer, Feed.All.Select(feed => library.Of(area, feed).Truth()), JsonAnswer.Options);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            WriteLedgers(writer);
            writer.WriteEndObject();
        });
    }

    private void WriteLedgers(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("ledgers"u8);
        foreach (var group in All().GroupBy(held => (held.Target, held.Kind, held.Area)).OrderBy(group => group.Key))
        {
            writer.WriteStartObject();
            writer.WriteString("target"u8, group.Key.Target);
            writer.WriteString("kind"u8, group.Key.Kind);
            writer.WriteString("area"u8, group.Key.Area);
            writer.WriteStartObject("states"u8);
            foreach (var state in group.GroupBy(held => held.Entry.State).OrderBy(state => state.Key, StringComparer.Ordinal))
            {
                writer.WriteNumber(state.Key, state.Count());
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private async Task LedgerAsync(HttpContext context)
    {
        var (target, kind) = ((string?)context.Request.RouteValues["target"], context.Request.Query["kind"].ToString());
        context.Response.ContentType = "application/x-ndjson; charset=UTF-8";
        foreach (var held in All().Where(held => held.Target == target && (kind.Length == 0 || held.Kind == kind)))
        {
            var line = JsonSerializer.SerializeToUtf8Bytes(
                new LedgerLine(held.Kind, held.Entry.Id, held.Entry.State, held.Entry.Versions, held.Entry.Received, held.Entry.Digest), JsonAnswer.Options);
            await context.Response.BodyWriter.WriteAsync(line, context.RequestAborted);
            await context.Response.BodyWriter.WriteAsync("\n"u8.ToArray(), context.RequestAborted);
        }
    }

    private List<Held> All()
    {
        var all = new List<Held>();
        foreach (var (kind, book) in p1.All)
        {
            AddBook(all, "p1", kind, book, entry => entry.Group);
        }

        all.AddRange(p2.Snapshot().Select(entry => new Held("p2", "spotcheck", AreaOf(entry.Id), entry)));
        foreach (var (kind, book) in p3.All)
        {
            AddBook(all, "p3", kind, book, entry => AreaOf(entry.Id));
        }

        AddBook(all, "p4", "check-result", p4.Results, entry => AreaOf(entry.Id));
        AddBook(all, "p4", "credit-record", p4.CreditRecords, entry => AreaOf(entry.Id));
        AddBook(all, "p5", "result", p5.Books.Results, entry => entry.Group);
        AddBook(all, "p6", "result", p6.Results, entry => entry.Group);
        AddBook(all, "p7", "result", p7.Results, entry => entry.Group);
        return all;
    }

    private static void AddBook(List<Held> all, string target, string kind, LedgerBook book, Func<LedgerEntry, string> area)
    {
        lock (book.Gate)
        {
            all.AddRange(book.Ledger.All.Select(entry => new Held(target, kind, area(entry), entry)));
        }
    }

    /// <summary>Ids that gateways make begin with the area; of others the area is not known.</summary>
    private static string AreaOf(string id) => id.Length >= 6 && Area.IsSixDigits(id[..6]) ? id[..6] : "other";
}

/// <summary>One record of a ledger dump.</summary>
internal sealed record LedgerLine(string Kind, string Id, string State, int Versions, int Received, string Digest);
