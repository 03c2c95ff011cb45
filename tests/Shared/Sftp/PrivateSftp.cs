using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Gateway.Testing;

/// <summary>
/// Debian's own SSH server on a port of its own of loopback, with nothing but SFTP, keys and a folder of its own; for root and for any other
/// user. Only the test's key logs in.
/// </summary>
public sealed class PrivateSftp : IAsyncDisposable
{
    private const string Program = "/usr/sbin/sshd";

    private readonly string _home;
    private Process? _server;

    private PrivateSftp(string home) => _home = home;

    public int Port { get; private set; }

    public static string User => Environment.UserName;

    /// <summary>The folder that is shown as <see cref="Folder"/> on the server too.</summary>
    public string Folder => Path.Combine(_home, "drop");

    /// <summary>Text of the key that logs in.</summary>
    public string PrivateKey { get; private set; } = "";

    /// <summary>As <c>ssh-keygen -lf</c> prints it.</summary>
    public string HostKey { get; private set; } = "";

    public static async Task<PrivateSftp> StartAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Program))
        {
            throw new InvalidOperationException($"没有 SFTP 服务器：{Program} 不存在。deploy/test 会安装 openssh-server");
        }

        var sftp = new PrivateSftp(Directory.CreateTempSubdirectory("gateway-sftp-").FullName);
        try
        {
            Directory.CreateDirectory(sftp.Folder);
            await sftp.MakeKeysAsync(cancellationToken);
            await sftp.RunAsync(cancellationToken);
            return sftp;
        }
        catch
        {
            await sftp.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it and every session, as a lost machine.</summary>
    public async Task KillAsync()
    {
        if (_server is { HasExited: false } server)
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>Starts it again on the same port, with another host key if wanted.</summary>
    public async Task RestartAsync(bool newHostKey, CancellationToken cancellationToken)
    {
        await KillAsync();
        if (newHostKey)
        {
            File.Delete(Path.Combine(_home, "host"));
            File.Delete(Path.Combine(_home, "host.pub"));
            await MakeKeyAsync("host", cancellationToken);
        }

        await RunAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        await KillAsync();
        _server?.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    private async Task MakeKeysAsync(CancellationToken cancellationToken)
    {
        await MakeKeyAsync("host", cancellationToken);
        await MakeKeyAsync("user", cancellationToken);
        PrivateKey = await File.ReadAllTextAsync(Path.Combine(_home, "user"), cancellationToken);
        File.Copy(Path.Combine(_home, "user.pub"), Path.Combine(_home, "authorized"));
    }

    private async Task MakeKeyAsync(string name, CancellationToken cancellationToken) =>
        await CommandAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "synthetic", "-f", Path.Combine(_home, name)], cancellationToken);

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        HostKey = (await CommandAsync("ssh-keygen", ["-lf", Path.Combine(_home, "host.pub")], cancellationToken)).Split(' ')[1];
        Port = Port == 0 ? FreePort.Next() : Port;
        if (Environment.IsPrivilegedProcess)
        {
            Directory.CreateDirectory("/run/sshd"); // where root's server wants to be locked in before anybody has logged in
        }

        var configuration = Path.Combine(_home, "sshd_config");
        await File.WriteAllLinesAsync(
            configuration,
            [
                string.Create(CultureInfo.InvariantCulture, $"Port {Port}"), "ListenAddress 127.0.0.1", $"HostKey {Path.Combine(_home, "host")}", "PidFile none",
                $"AuthorizedKeysFile {Path.Combine(_home, "authorized")}", "StrictModes no", "UsePAM no", "PermitRootLogin prohibit-password",
                "PasswordAuthentication no", "KbdInteractiveAuthentication no", "AllowTcpForwarding no", "X11Forwarding no",
                "Subsystem sftp internal-sftp", "ForceCommand internal-sftp", "MaxStartups 100:30:200", "UseDNS no",
            ],
            cancellationToken);
        _server?.Dispose();
        _server = Process.Start(new ProcessStartInfo(Program, ["-D", "-f", configuration, "-E", Path.Combine(_home, "log")]))
            ?? throw new InvalidOperationException("sshd did not start");
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
        await Until.TrueAsync("the SFTP server answers", TimeSpan.FromSeconds(20), Answers, cancellationToken);
    }

    private async Task<bool> Answers(CancellationToken cancellationToken)
    {
        if (_server is { HasExited: true })
        {
            throw new InvalidOperationException($"sshd ended: {await File.ReadAllTextAsync(Path.Combine(_home, "log"), cancellationToken)}");
        }

        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void KillAtExit(object? sender, EventArgs e)
    {
        if (_server is { HasExited: false } server)
        {
            server.Kill(entireProcessTree: true);
        }
    }

    private static async Task<string> CommandAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{program} did not start");
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program}: {errors}");
    }
}
