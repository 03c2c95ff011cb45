using Gateway.Sandbox.Data;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P1;

/// <summary>The ledger of pushed results, by area and day of <c>submitted_date</c>, 500 a page.</summary>
internal sealed class ResultLedgerQuery(PushLedgers ledgers)
{
    public const string ServiceCode = "s_610000_result_ledger";
    private const int PageSize = 500;

    public async Task AnswerAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var area = query["area_number"].ToString();
        if (!Area.IsSixDigits(area) || !LedgerWindow.TryRead(query, "yyyy-MM-dd", "page_num", out var window))
        {
            await ExchangeAnswer.FailAsync(context, ExchangeAnswer.Parameter, "参数错误：area_number、from、to 或 page_num");
            return;
        }

        var book = ledgers.Results;
        int total;
        IReadOnlyList<LedgerEntry> entries;
        lock (book.Gate)
        {
            (total, entries) = book.Ledger.Page(window.From, window.To, window.Page, PageSize, entry => entry.Group == area);
        }

        await ExchangeAnswer.SucceedAsync(context, writer =>
        {
            writer.WriteStartObject();
            LedgerRows.Write(writer, total, entries, "rows", "record_unique_identity", "state");
            writer.WriteEndObject();
        });
    }
}
