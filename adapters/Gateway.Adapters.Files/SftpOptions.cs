using System.ComponentModel.DataAnnotations;

namespace Gateway.Adapters.Files;

/// <summary>The exchange folder on an SFTP server. Password or private key are secrets of the profile.</summary>
public sealed class SftpOptions : IValidatableObject
{
    /// <summary>Name or address of the server.</summary>
    [Required]
    public string Host { get; init; } = "";

    /// <summary>Port. Default 22.</summary>
    [Range(1, 65535)]
    public int Port { get; init; } = 22;

    /// <summary>User.</summary>
    [Required]
    public string User { get; init; } = "";

    /// <summary>
    /// Fingerprints of the server's host key (<c>SHA256:…</c>, as <c>ssh-keygen -lf</c> prints them); several while it is changed. A server
    /// with another key is refused: somebody may stand in its place.
    /// </summary>
    [Required, MinLength(1, ErrorMessage = "至少写一个主机密钥指纹")]
    public IReadOnlyList<string> HostKeys { get; init; } = [];

    /// <summary>The exchange folder on the server.</summary>
    public string Path { get; init; } = ".";

    /// <summary>Most time for connecting, and for any one operation. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var key in HostKeys.Where(key => !key.StartsWith("SHA256:", StringComparison.Ordinal) || key.TrimEnd('=').Length != 50))
        {
            yield return new ValidationResult($"“{key}”不是主机密钥指纹：应为 SHA256:<43 个字符>（在服务器上运行 ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub）", [nameof(HostKeys)]);
        }

        if (Path.Split('/').Contains("..") || Path.Any(char.IsControl) || Path.Length == 0)
        {
            yield return new ValidationResult($"“{Path}”不能作服务器上的目录（不得含 ..）", [nameof(Path)]);
        }
    }
}
