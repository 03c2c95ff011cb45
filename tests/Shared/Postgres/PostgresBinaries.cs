using System.Diagnostics;

namespace Gateway.Testing;

/// <summary>Debian's PostgreSQL programs; a server refuses to run as root, so root steps down to the account "postgres".</summary>
internal static class PostgresBinaries
{
    private const string Account = "postgres";

    private static readonly string _folder = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(x => Path.Combine(x, "bin"))
            .Where(x => File.Exists(Path.Combine(x, "initdb"))).OrderBy(x => x.Length).ThenBy(x => x, StringComparer.Ordinal).LastOrDefault() ?? ""
        : "";

    public static bool Present => _folder.Length > 0;

    public static ProcessStartInfo Command(string program, bool dieWithParent, params IEnumerable<string> arguments)
    {
        var command = new List<string>();
        if (dieWithParent)
        {
            command.AddRange(["--pdeathsig", "INT"]);
        }

        if (Environment.IsPrivilegedProcess)
        {
            command.AddRange(["--reuid", Account, "--regid", Account, "--clear-groups", "--inh-caps=-all"]);
        }

        command.Add(Path.Combine(_folder, program));
        return new ProcessStartInfo("setpriv", [.. command, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
    }

    /// <summary>Hands a folder to the account that the server runs under.</summary>
    public static async Task GiveAsync(string folder, CancellationToken cancellationToken)
    {
        if (Environment.IsPrivilegedProcess)
        {
            using var chown = Process.Start("chown", ["-R", Account, folder]);
            await chown.WaitForExitAsync(cancellationToken);
        }
    }
}
