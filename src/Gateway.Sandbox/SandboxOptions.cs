namespace Gateway.Sandbox;

/// <summary>What a sandbox is started with; every default is a dummy that is good for the sandbox alone.</summary>
public sealed record SandboxOptions
{
    public int Port { get; init; }

    /// <summary>The data of a sandbox follow from the seed: the same seed and size give the same bytes.</summary>
    public int Seed { get; init; } = 20231127;

    /// <summary>Subjects over all areas (or in the single one).</summary>
    public int Subjects { get; init; } = 20_000;

    public string DataFolder { get; init; } = "sandbox-data";

    public string? SingleArea { get; init; }

    /// <summary>Profile 1 knows these areas (by their code) under an older code only.</summary>
    public IReadOnlyDictionary<string, string> OldAreas { get; init; } = new Dictionary<string, string>();

    /// <summary>Profile 1 answers queries for these areas in GB18030 under a UTF-8 head.</summary>
    public IReadOnlyList<string> GbkAreas { get; init; } = [];

    /// <summary>Exchange folder of profile 6; none where it is not set.</summary>
    public string? DropFolder { get; init; }

    /// <summary>The areas whose feeds are laid there; all where none is named.</summary>
    public IReadOnlyList<string> DropAreas { get; init; } = [];

    /// <summary>Of these, the ones that know nothing but Excel: workbooks with a title, Chinese heads and no codes as numbers.</summary>
    public IReadOnlyList<string> ExcelAreas { get; init; } = [];

    public string? EnterprisesFile { get; init; }

    public bool Prerender { get; init; }

    public int LatencyMs { get; init; }

    public int ReceiptDelayMs { get; init; } = 300;

    /// <summary>Connection string of the front-end database of profile 5; without one there is no profile 5.</summary>
    public string? FrontEndDatabase { get; init; }

    /// <summary>The same for areas that have a front-end database each: connection strings by area.</summary>
    public IReadOnlyDictionary<string, string> FrontEndDatabases { get; init; } = new Dictionary<string, string>();

    /// <summary>Profile 5 answers so late.</summary>
    public int FrontEndDelayMs { get; init; }

    public int SecretMinutes { get; init; } = 720;

    /// <summary><c>ecb</c> or <c>cbc</c>: how profile 1 encrypts the refreshed secret (variants A and B).</summary>
    public string SecretCipher { get; init; } = "ecb";

    public string Rid { get; init; } = "sandbox-requester-610500";

    public string AppKey { get; init; } = "0123456789abcdef0123456789abcdef";

    public string ClientId { get; init; } = "sandbox-client";

    public string ClientSecret { get; init; } = "sandbox-client-secret";

    public string AppId { get; init; } = "sandbox-app";

    public string AppSecret { get; init; } = "sandbox-app-secret";

    public string PaasId { get; init; } = "sandbox-paas";

    public string PaasToken { get; init; } = "sandbox-paas-token";

    /// <summary>Sender of profile 7.</summary>
    public string EnforcementSender { get; init; } = "sandbox-sender";

    public string EnforcementSecret { get; init; } = "sandbox-sender-secret";

    /// <summary>Who may call the dialects.</summary>
    public string DialectId { get; init; } = "sandbox-county";

    public string DialectSecret { get; init; } = "sandbox-county-secret";

    /// <summary>Application of profile 10.</summary>
    public string HotlineAppKey { get; init; } = "sandbox-hotline";

    public string HotlineSecret { get; init; } = "sandbox-hotline-secret";

    /// <summary>The SM2 key pair of profile 3 follows from this text, not from the seed of the data, so a profile's YAML can hold it.</summary>
    public string KeySeed { get; init; } = "gateway-sandbox";

    /// <summary>The area that profile 1 knows under a code; none is an area without data.</summary>
    internal Data.Area? AreaAsked(string code) =>
        OldAreas.ContainsKey(code) ? null : Data.Area.Find(OldAreas.FirstOrDefault(x => x.Value == code).Key ?? code);
}
