using System.Globalization;

namespace Gateway.Sandbox.Wire;

/// <summary>Two days, inclusive, and a page from 1: what every ledger is asked for.</summary>
internal readonly record struct LedgerWindow(int From, int To, int Page)
{
    public static bool TryRead(IQueryCollection query, string format, string page, out LedgerWindow window)
    {
        window = default;
        if (!Day(query["from"].ToString(), format, out var from) || !Day(query["to"].ToString(), format, out var to)
            || !int.TryParse(query[page].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
        {
            return false;
        }

        window = new LedgerWindow(from, to, number);
        return true;
    }

    private static bool Day(string text, string format, out int day)
    {
        var isDay = DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        day = date.DayNumber;
        return isDay;
    }
}
