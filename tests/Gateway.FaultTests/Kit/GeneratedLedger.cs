using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gateway.FaultTests;

/// <summary>
/// A platform that holds only a ledger: so many entries over the days of a month, made page by page as they are asked for, and never kept. An
/// entry's digest is the hash of its id.
/// </summary>
internal sealed class GeneratedLedger : IAsyncDisposable
{
    private const int PageSize = 100;
    private const int Days = 31;

    private static readonly DateOnly First = new(2026, 10, 1);

    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    private GeneratedLedger(int port)
    {
        Address = new Uri($"http://127.0.0.1:{port}/");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _serving = Task.Run(ServeAsync);
    }

    public Uri Address { get; }

    /// <summary>Entries of the whole month.</summary>
    public int Entries { get; set; }

    /// <summary>Identity of an entry, from 0.</summary>
    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"610502-L{number:0000000}");

    /// <summary>The same entries as our books have them.</summary>
    public string BooksSql =>
        $"""
        delete from gateway.delivered_row;
        insert into gateway.delivered_row (target, area, wire_id, kind, doc_id, version, delivery_id, state, digest, day_first, day, settled_at)
        select 'double-random', '610502', id, 'result', id, 1, n, 'in_force', sha256(convert_to(id, 'UTF8')), day, day, now() - interval '1 day'
        from generate_series(0, {Entries} - 1) n, lateral (select '610502-L' || lpad(n::text, 7, '0') as id, date '2026-10-01' + n % {Days} as day) x;
        analyze gateway.delivered_row
        """;

    public static GeneratedLedger Start() => new(Gateway.Testing.FreePort.Next());

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return; // closed
            }

            await AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var query = context.Request.QueryString;
        var day = DateOnly.ParseExact(query["from"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber - First.DayNumber;
        var page = int.Parse(query["page"]!, CultureInfo.InvariantCulture);
        var total = day is < 0 or >= Days ? 0 : (Entries - day + Days - 1) / Days;
        using var body = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteNumber("errcode", 0);
            writer.WriteStartObject("data");
            writer.WriteNumber("total", total);
            writer.WriteStartArray("rows");
            for (var place = (page - 1) * PageSize; place < Math.Min(total, page * PageSize); place++)
            {
                var id = IdOf((place * Days) + day);
                writer.WriteStartObject();
                writer.WriteString("id", id);
                writer.WriteString("state", "TAKEN");
                writer.WriteString("digest", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id))));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength64 = body.Length;
        body.Position = 0;
        await body.CopyToAsync(context.Response.OutputStream);
        context.Response.Close();
    }
}
