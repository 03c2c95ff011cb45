using System.Globalization;

namespace Gateway.Sandbox;

/// <summary>Reads the sandbox's options; an unknown or incomplete one is an error and never ignored.</summary>
internal static class CommandLine
{
    public const string Help = """
        gateway-sandbox: the platforms of the default profiles (exchange-rest, publicity, credit, double-random, law-enforcement, hotline), simulated on one port.

          --port N                 port on loopback, 0 = any free one (default 0)
          --data FOLDER            rendered feeds and ledgers (default ./sandbox-data)
          --seed N                 seed of all data (default 20231127)
          --subjects N             subjects over all areas (default 20000, up to 1000000)
          --single-area CODE       put all subjects into one area
          --old-area CODE=OLD      profile 1 knows the area under an older code only; may be repeated
          --gbk-area CODE          profile 1 answers queries for the area in GB18030 under a UTF-8 head; may be repeated
          --enterprises CSV        mix in real registrations (企业名称,统一社会信用代码,…)
          --prerender              render all feeds before listening
          --latency-ms N           every platform answer waits as long (default 0)
          --receipt-delay-ms N     profile 2 processes a batch after as long (default 300)
          --front-end-database C   connection string (PostgreSQL) of the front-end database of profile 5: its tables are made and
                                   filled there, and rows sent there answered; without it there is no profile 5
          --front-end-delay-ms N   profile 5 answers so late (default 0)
          --secret-minutes N       life of a refreshed secret of profile 1 (default 720)
          --secret-cipher ecb|cbc  variant A or B of the refreshed secret (default ecb)
          --drop-area CODE         profile 6: lay the feeds of this area only; may be repeated (default all areas)
          --excel-area CODE        the same, as Excel workbooks with a title and Chinese heads
          --drop-folder FOLDER     profile 6: lay the feeds there as files, take and answer results laid there (default none)
          --key-seed TEXT          text that the SM2 key pair of profile 3 follows from
          --p1-rid --p1-app-key --p2-client-id --p2-secret --p3-app-id --p3-app-secret --p4-paas-id --p4-token
          --p7-sender --p7-secret --p10-app-key --p10-secret
                                   credentials (defaults: see the README; sandbox only)
          --dialect-id --dialect-secret
                                   who may call the dialects (see the README)
          --help

        The counties' side: gateway-sandbox submit --help, gateway-sandbox compare --help.
        """;

    public static SandboxOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new SandboxOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == "--prerender")
            {
                options = options with { Prerender = true };
                continue;
            }

            if (i + 1 >= arguments.Count)
            {
                throw new ArgumentException($"{arguments[i]}: unknown option, or its value is missing (see --help)");
            }

            options = Apply(options, arguments[i], arguments[++i]);
        }

        return Checked(options);
    }

    internal static SandboxOptions Apply(SandboxOptions options, string name, string value) => name switch
    {
        "--port" => options with { Port = Number(name, value, 0, 65535) },
        "--data" => options with { DataFolder = value },
        "--seed" => options with { Seed = Number(name, value, int.MinValue, int.MaxValue) },
        "--subjects" => options with { Subjects = Number(name, value, 0, 1_000_000) },
        "--single-area" => options with { SingleArea = value },
        "--old-area" => options with { OldAreas = new Dictionary<string, string>(options.OldAreas) { [Code(name, value.Split('=')[0])] = OldCode(name, value) } },
        "--gbk-area" => options with { GbkAreas = [.. options.GbkAreas, Code(name, value)] },
        "--enterprises" => options with { EnterprisesFile = value },
        "--latency-ms" => options with { LatencyMs = Number(name, value, 0, 600_000) },
        "--receipt-delay-ms" => options with { ReceiptDelayMs = Number(name, value, 0, int.MaxValue) },
        "--front-end-database" when value.Length > 7 && value[6] == '=' && Data.Area.IsSixDigits(value[..6]) => options with
        {
            FrontEndDatabases = new Dictionary<string, string>(options.FrontEndDatabases) { [Code(name, value[..6])] = value[7..] },
        },
        "--front-end-database" => options with { FrontEndDatabase = value },
        "--front-end-delay-ms" => options with { FrontEndDelayMs = Number(name, value, 0, int.MaxValue) },
        "--secret-minutes" => options with { SecretMinutes = Number(name, value, 1, 1_000_000) },
        "--secret-cipher" => options with { SecretCipher = value },
        "--drop-area" => options with { DropAreas = [.. options.DropAreas, Code(name, value)] },
        "--excel-area" => options with { DropAreas = [.. options.DropAreas, Code(name, value)], ExcelAreas = [.. options.ExcelAreas, Code(name, value)] },
        "--drop-folder" => options with { DropFolder = value },
        "--key-seed" => options with { KeySeed = value },
        "--p1-rid" => options with { Rid = value },
        "--p1-app-key" => options with { AppKey = value },
        "--p2-client-id" => options with { ClientId = value },
        "--p2-secret" => options with { ClientSecret = value },
        "--p3-app-id" => options with { AppId = value },
        "--p3-app-secret" => options with { AppSecret = value },
        "--dialect-id" => options with { DialectId = value },
        "--dialect-secret" => options with { DialectSecret = value },
        "--p4-paas-id" => options with { PaasId = value },
        "--p4-token" => options with { PaasToken = value },
        "--p7-sender" => options with { EnforcementSender = value },
        "--p7-secret" => options with { EnforcementSecret = value },
        "--p10-app-key" => options with { HotlineAppKey = value },
        "--p10-secret" => options with { HotlineSecret = value },
        _ => throw new ArgumentException($"{name}: unknown option (see --help)"),
    };

    internal static SandboxOptions Checked(SandboxOptions options)
    {
        if (options.SecretCipher is not ("ecb" or "cbc"))
        {
            throw new ArgumentException($"--secret-cipher {options.SecretCipher}: ecb or cbc");
        }

        if (options.SingleArea is { } area && Data.Area.Find(area) is null)
        {
            throw new ArgumentException($"--single-area {area}: not an area of the sandbox");
        }

        if (options.EnterprisesFile is { } file && !File.Exists(file))
        {
            throw new ArgumentException($"--enterprises {file}: no such file");
        }

        return options;
    }

    private static string Code(string name, string value) =>
        Data.Area.Find(value) is { } area ? area.Code : throw new ArgumentException($"{name} {value}: not an area of the sandbox");

    private static string OldCode(string name, string value) =>
        value.Split('=') is [_, { } old] && Data.Area.IsSixDigits(old)
            ? old
            : throw new ArgumentException($"{name} {value}: CODE=OLD is wanted, both of six digits");

    private static int Number(string name, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ArgumentException($"{name} {value}: a number from {least} to {most} is wanted");
}
