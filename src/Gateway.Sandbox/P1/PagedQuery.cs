using System.Globalization;
using System.Text;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P1;

/// <summary>The paged query of the six feeds. A page is a short head, row bytes from a file, and a short end.</summary>
internal sealed class PagedQuery(FeedLibrary library, SandboxOptions options)
{
    private const int LargestPage = 1000;

    public async Task AnswerAsync(HttpContext context, Feed feed)
    {
        var query = context.Request.Query;
        string Parameter(string name) => query[name].ToString();
        var mode = Parameter("mode");
        if (!Area.IsSixDigits(Parameter("area_number")) || mode is not ("full" or "incremental")
            || !Number(Parameter("page_num"), int.MaxValue, out var page) || !Number(Parameter("page_size"), LargestPage, out var size))
        {
            await ExchangeAnswer.FailAsync(context, ExchangeAnswer.Parameter, "参数错误：area_number、mode、page_num 或 page_size（不超过1000）");
            return;
        }

        long since = 0;
        long until = long.MaxValue;
        if (mode == "incremental" && !Window(Parameter("updated_from"), Parameter("updated_to"), out since, out until))
        {
            await ExchangeAnswer.FailAsync(context, ExchangeAnswer.Parameter, "参数错误：updated_from、updated_to 应为 yyyy-MM-dd HH:mm:ss");
            return;
        }

        var found = options.AreaAsked(Parameter("area_number")) is not { } area
            ? new FeedPage("none", 0, [])
            : mode == "full" ? library.Of(area, feed).FullPage(page, size) : library.Of(area, feed).IncrementalPage(since, until, page, size);
        await WriteAsync(context, found, page, size);
    }

    private static async Task WriteAsync(HttpContext context, FeedPage found, int page, int size)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"code":"0","message":"成功","data":{"snapshot_id":"{{found.SnapshotId}}","total":{{found.Total}},"page_num":{{page}},"page_size":{{size}},"rows":["""));
        await RowStream.WriteAsync(context, head, found.Segments, "]}}"u8.ToArray());
    }

    private static bool Number(string text, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= most;

    private static bool Window(string from, string to, out long since, out long until)
    {
        var (first, end) = (ShanghaiClock.Parse(from), to.Length == 0 ? long.MaxValue : ShanghaiClock.Parse(to));
        (since, until) = (first ?? 0, end ?? 0);
        return first is not null && end is not null;
    }
}
