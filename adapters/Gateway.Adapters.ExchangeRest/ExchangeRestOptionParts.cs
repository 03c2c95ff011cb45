using System.ComponentModel.DataAnnotations;

namespace Gateway.Adapters.ExchangeRest;

/// <summary>Header names of the gjgxjhpt signature. Source: domain facts 3.1.</summary>
public sealed class GjgxjhptHeaderNames
{
    /// <summary>Requester.</summary>
    [Required]
    public string Rid { get; init; } = "gjgxjhpt_rid";

    /// <summary>Service code.</summary>
    [Required]
    public string Sid { get; init; } = "gjgxjhpt_sid";

    /// <summary>Epoch milliseconds.</summary>
    [Required]
    public string Rtime { get; init; } = "gjgxjhpt_rtime";

    /// <summary>Signature.</summary>
    [Required]
    public string Sign { get; init; } = "gjgxjhpt_sign";
}

/// <summary>How the AES key's cipher is used for the secret. Source: domain facts 3.1, variants A and B.</summary>
public enum SecretCipher
{
    /// <summary>AES/ECB/PKCS5.</summary>
    Ecb,

    /// <summary>AES/CBC/PKCS5 with a fixed initialisation vector.</summary>
    Cbc,
}

/// <summary>The refresh of the signing secret.</summary>
public sealed class SecretRefreshOptions
{
    /// <summary>Path below the base address.</summary>
    [Required]
    public string Path { get; init; } = "sysapi/auth/refreshappsecret";

    /// <summary>Service code that the refresh is signed with.</summary>
    [Required]
    public string Sid { get; init; } = "s_sys_refresh";

    /// <summary>Cipher of the secret.</summary>
    public SecretCipher Cipher { get; init; } = SecretCipher.Ecb;

    /// <summary>Initialisation vector of <see cref="SecretCipher.Cbc"/>, 16 ASCII characters.</summary>
    [StringLength(16, MinimumLength = 16)]
    public string Iv { get; init; } = "AESCBCPKCS5Paddi";

    /// <summary>A secret is renewed this long before its end, but not in the first nine tenths of its life. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan RenewBefore { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>Service codes (sid). Chosen: the real ones are not public.</summary>
public sealed class ServiceCodes
{
    /// <summary>Service of every feed pulled, by wire name of the feed; a feed that is not named is not served.</summary>
    public Dictionary<string, string> Feeds { get; init; } = new(StringComparer.Ordinal)
    {
        ["matter"] = "s_610000_matter", ["subject"] = "s_610000_subject", ["inspector"] = "s_610000_inspector",
        ["expert"] = "s_610000_expert", ["credit_grade"] = "s_610000_credit_grade", ["plan"] = "s_610000_plan",
    };

    /// <summary>Push of results.</summary>
    [Required]
    public string ResultPush { get; init; } = "s_610000_result_push";

    /// <summary>Push of checklists.</summary>
    [Required]
    public string ChecklistPush { get; init; } = "s_610000_checklist_push";

    /// <summary>Ledger of results.</summary>
    [Required]
    public string ResultLedger { get; init; } = "s_610000_result_ledger";
}

/// <summary>Names of the query parameters of the paged query and the ledger. Chosen.</summary>
public sealed class QueryNames
{
    /// <summary>Area, six digits.</summary>
    public string Area { get; init; } = "area_number";

    /// <summary>Full or incremental.</summary>
    public string Mode { get; init; } = "mode";

    /// <summary>Beginning, inclusive.</summary>
    public string UpdatedFrom { get; init; } = "updated_from";

    /// <summary>End, exclusive.</summary>
    public string UpdatedTo { get; init; } = "updated_to";

    /// <summary>Page, from 1.</summary>
    public string PageNumber { get; init; } = "page_num";

    /// <summary>Rows a page.</summary>
    public string PageSize { get; init; } = "page_size";

    /// <summary>Snapshot that page 1 answered.</summary>
    public string SnapshotId { get; init; } = "snapshot_id";

    /// <summary>First day of the ledger.</summary>
    public string From { get; init; } = "from";

    /// <summary>Last day of the ledger.</summary>
    public string To { get; init; } = "to";
}

/// <summary>Which answer codes mean what. Chosen after the codes of public clients; a code in no list is never taken for success.</summary>
public sealed class AnswerCodes
{
    /// <summary>Success.</summary>
    public IReadOnlyList<string> Success { get; init; } = ["0"];

    /// <summary>The clocks differ: correct the offset, sign again once.</summary>
    public IReadOnlyList<string> Expired { get; init; } = ["1002"];

    /// <summary>The secret may be stale: renew once, or use what another process renewed; then final.</summary>
    public IReadOnlyList<string> StaleSecret { get; init; } = ["1004", "1005"];

    /// <summary>Passes by itself.</summary>
    public IReadOnlyList<string> Transient { get; init; } = ["1006", "9999"];

    /// <summary>The parameters or the batch are refused; of a push, halving finds the row.</summary>
    public IReadOnlyList<string> Refused { get; init; } = ["9001"];

    /// <summary>Configuration is wrong.</summary>
    public IReadOnlyList<string> Final { get; init; } = ["1001", "1003"];

    /// <summary>Codes of a receipt that mean taken.</summary>
    public IReadOnlyList<string> RowTaken { get; init; } = ["0"];

    /// <summary>Codes of a receipt that mean refused.</summary>
    public IReadOnlyList<string> RowRefused { get; init; } = ["2001", "2002", "2003", "2004", "2005"];
}
