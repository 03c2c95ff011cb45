using System.Text.Json;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P2;

/// <summary>What the rules say of one item of a batch: 3001, 3002, or that it may be published.</summary>
internal sealed record PublicityItem(string Id, string Auth, string Digest, string? Code, string Message)
{
    private static readonly string[] ResultCodes = ["1", "6", "7", "8", "9", "10", "11", "12", "A", "B", "C", "D", "E", "F"];

    public static PublicityItem Read(JsonElement element)
    {
        var row = new RowReader(element);
        var id = row.Required("CCJCID");
        row.Form("CCJCID", id, text => text.Length <= 64, "不超过64个字符");
        row.Required("ENTNAME");
        var subject = row.Required("UniCode");
        row.Form("UniCode", subject, text => text.Length == 18, "18位");
        var auth = row.Required("INSAUTH");
        row.Uscc("INSAUTH", auth);
        row.Required("INSAUTH_CN");
        row.Code("INSTYPE", row.Required("INSTYPE"), "1", "2");
        var date = row.Required("INSDATE");
        row.Date("INSDATE", date, "yyyy-MM-dd");
        var results = row.Required("INSRES");
        CheckResults(row, results);
        row.Required("INSRES_CN");
        row.Present("REGNO");
        row.Present("TASKCODE");
        row.Present("TASKNAME");
        var digest = CanonicalContent.Sha256(string.Join('|', id, subject, auth, date, results));
        return row.First() is { } fault
            ? new PublicityItem(id, auth, digest, "3001", fault.Reason)
            : IsMarketSubject(subject) ? new PublicityItem(id, auth, digest, null, "") : new PublicityItem(id, auth, digest, "3002", "公示主体不存在");
    }

    private static void CheckResults(RowReader row, string results)
    {
        if (results.Length == 0)
        {
            return;
        }

        var codes = results.Split(',');
        if (codes.Distinct().Count() != codes.Length)
        {
            row.Wrong("INSRES", "检查结果代码重复");
        }

        foreach (var code in codes)
        {
            if (!ResultCodes.Contains(code))
            {
                row.UnknownCode("INSRES", $"代码未知：{code}");
            }
        }
    }

    private static bool IsMarketSubject(string code) => Uscc.IsValid(code) && code[..2] is "91" or "92" or "93";
}
