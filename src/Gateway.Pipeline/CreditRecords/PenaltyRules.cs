using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.Results;

namespace Gateway.Pipeline.CreditRecords;

/// <summary>What a penalty must be. Pure.</summary>
internal static class PenaltyRules
{
    private const decimal TooMuch = 10_000_000_000_000_000m; // decimal(18,6) of 万元

    private static readonly string[] Categories = [.. Enumerable.Range(1, 14).Select(x => x.ToString("00", System.Globalization.CultureInfo.InvariantCulture))];

    public static void Check(Penalty penalty, ProblemList problems)
    {
        problems.Text("/violationType", penalty.ViolationType, 2000);
        problems.Text("/facts", penalty.Facts, 5000);
        problems.Text("/basis", penalty.Basis, 2000);
        problems.Text("/content", penalty.Content, 4000);
        problems.OptionalText("/suspendedLicence", penalty.SuspendedLicence, 500);
        problems.OptionalText("/remark", penalty.Remark, 500);
        var categories = penalty.Categories?.Count ?? 0;
        if (categories == 0)
        {
            problems.Add("/categories", ResultProblemCodes.Required, "至少一种处罚种类");
        }

        for (var i = 0; i < categories && !problems.TooMany("/categories", categories); i++)
        {
            problems.OneOf(JsonPointer.Item("categories", i), penalty.Categories?[i], Categories);
        }

        Money("/fine", penalty.Fine, problems);
        Money("/confiscated", penalty.Confiscated, problems);
        if (penalty.ValidUntil < penalty.DecidedOn)
        {
            problems.Add("/validUntil", ResultProblemCodes.Order, "处罚有效期不得早于决定日期");
        }

        if (penalty.Severity is null)
        {
            problems.Add("/severity", ResultProblemCodes.Required, "失信程度应为 minor（轻微）、general（一般）或 serious（严重）");
        }
    }

    private static void Money(string field, decimal? amount, ProblemList problems)
    {
        if (amount is < 0 or >= TooMuch)
        {
            problems.Add(field, ResultProblemCodes.Format, "金额以元计，不小于 0，小于一亿亿元");
        }
        else if (amount is { } yuan && decimal.Round(yuan, 2) != yuan)
        {
            problems.Add(field, ResultProblemCodes.Format, "金额以元计，最多两位小数");
        }
    }
}
