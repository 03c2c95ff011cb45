using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Gateway.Adapters.Failures;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Gateway.Adapters.Files.Folders;

/// <summary>Sessions with a folder on an SFTP server. The server is known by its host key; another one is refused before anything is sent.</summary>
internal sealed class SftpFolders(SftpOptions options, string? password, string? privateKey, string? passphrase) : IDropFolders
{
    public string Address => string.Create(CultureInfo.InvariantCulture, $"sftp://{options.Host}:{options.Port}/{options.Path.TrimStart('/')}");

    public async Task<IDropFolder> OpenAsync(CancellationToken cancellationToken)
    {
        var client = Client();
        string? offered = null;
        client.HostKeyReceived += (_, key) =>
        {
            offered = "SHA256:" + key.FingerPrintSHA256.TrimEnd('=');
            key.CanTrust = options.HostKeys.Any(known => known.TrimEnd('=') == offered);
        };
        try
        {
            await client.ConnectAsync(cancellationToken);
            return new SftpFolder(client, options.Path);
        }
        catch (Exception failed) when (failed is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            client.Dispose();
            throw Failure(failed, offered);
        }
    }

    private SftpClient Client()
    {
        AuthenticationMethod method;
        try
        {
            method = privateKey is { Length: > 0 }
                ? new PrivateKeyAuthenticationMethod(
                    options.User, new PrivateKeyFile(new MemoryStream(Encoding.UTF8.GetBytes(privateKey.ReplaceLineEndings("\n").TrimEnd() + "\n")), passphrase))
                : new PasswordAuthenticationMethod(options.User, password ?? "");
        }
        catch (Exception unusable) when (unusable is SshException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw new PermanentFailure("sftp_key", "SFTP 私钥无法使用：应为 OpenSSH 或 PEM 格式，口令（PrivateKeyPassphrase）须相符", unusable);
        }

        return new SftpClient(new ConnectionInfo(options.Host, options.Port, options.User, method) { Timeout = options.Timeout })
        {
            OperationTimeout = options.Timeout,
            KeepAliveInterval = TimeSpan.FromSeconds(15),
        };
    }

    // In groups: a long run of letters is taken for a token, and is masked wherever words are shown.
    private static string Shown(string fingerprint) => "SHA256:" + string.Join(' ', fingerprint[7..].Chunk(6).Select(part => new string(part)));

    private Exception Failure(Exception failed, string? offered) => failed switch
    {
        SshConnectionException when offered is not null && options.HostKeys.All(known => known.TrimEnd('=') != offered) => new PermanentFailure(
            "sftp_host_key", $"SFTP 服务器的主机密钥不是约定的那一个（实际为 {Shown(offered)}，空格除外），没有登录；向对方核实后写入 hostKeys", failed),
        SshAuthenticationException => new PermanentFailure("sftp_login", "SFTP 登录被拒绝：检查用户名与密码（Password）或私钥（PrivateKey）", failed),
        _ => SftpFailures.Of(failed),
    };
}

/// <summary>What a failure of the SFTP library means.</summary>
internal static class SftpFailures
{
    public static bool IsOne(Exception failed) =>
        failed is SshException or SocketException or IOException or ObjectDisposedException or TimeoutException or InvalidOperationException;

    public static Exception Of(Exception failed) => failed switch
    {
        SftpPermissionDeniedException => new PermanentFailure("folder_denied", "SFTP 用户没有交换目录的权限：需要读、写、改名", failed),
        SshOperationTimeoutException or TimeoutException => new TransientFailure("timeout", "SFTP 服务器没有在限定时间内应答", inner: failed),
        _ => new TransientFailure("sftp_io", $"SFTP 连接失败：{failed.GetType().Name}", inner: failed),
    };
}
