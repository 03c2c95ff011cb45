using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.Results;

namespace Gateway.Pipeline.CreditRecords;

/// <summary>What a licence must be. Pure.</summary>
internal static class LicenceRules
{
    private const string Other = "其他-";

    private static readonly string[] Categories = ["普通", "特许", "认可", "核准", "登记"];

    public static void Check(Licence licence, ProblemList problems)
    {
        problems.Text("/documentName", licence.DocumentName, 200);
        problems.Text("/content", licence.Content, 4000);
        problems.OptionalText("/certificateName", licence.CertificateName, 200);
        problems.OptionalText("/certificateNo", licence.CertificateNo, 128);
        if (problems.Text("/category", licence.Category, 100) && !Categories.Contains(licence.Category)
            && !(licence.Category?.StartsWith(Other, StringComparison.Ordinal) == true && licence.Category.Length > Other.Length))
        {
            problems.Add("/category", ResultProblemCodes.UnknownCode, $"许可类别应为 {string.Join('、', Categories)} 之一，或“其他-…”");
        }

        if (licence.ValidFrom is null)
        {
            problems.Add("/validFrom", ResultProblemCodes.Required, "缺少有效期自");
        }

        if (licence.ValidUntil < licence.ValidFrom)
        {
            problems.Add("/validUntil", ResultProblemCodes.Order, "有效期至不得早于有效期自");
        }
    }
}
