using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Gateway.Adapters.Configuration;

namespace Gateway.Adapters.Http;

/// <summary>How a platform is called. The seconds-long repetition is for reads only: a push is repeated by the delivery's own due time.</summary>
public sealed class TransportOptions : IValidatableObject
{
    /// <summary>
    /// Our certificate for mutual TLS with its private key: PEM, or PKCS#12 as Base64. A file of the secrets folder may be either as it is,
    /// also binary. When another takes its place, calls from then on show that one.
    /// </summary>
    [Secret]
    public string? ClientCertificate { get; init; }

    /// <summary>Password of the private key, if it has one.</summary>
    [Secret]
    public string? ClientCertificatePassword { get; init; }

    /// <summary>The authorities that the platform's certificate may come from, as PEM. Default: those of the system.</summary>
    public string? Authorities { get; init; }

    /// <summary>Most time for one attempt, headers and body. Default 30 s, 1 s – 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most time for a read with all its repetitions. Default 2 min, 1 s – 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a read is repeated after a passing failure. Default 2, 0 – 5.</summary>
    [Range(0, 5)]
    public int ReadRetries { get; init; } = 2;

    /// <summary>Pause before the first repetition; doubles, with jitter. Default 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A <c>Retry-After</c> up to this is waited for within a read; a longer one is handed to the schedule. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Most bytes of an answer after decompression. Default 64 MiB, 1 KiB – 1 GiB.</summary>
    [Range(1 << 10, 1 << 30)]
    public int MaxResponseBytes { get; init; } = 64 << 20;

    /// <summary>Deepest nesting of a field's value; a row beyond it is unreadable, its page is not. Default 32.</summary>
    [Range(2, 1000)]
    public int MaxJsonDepth { get; init; } = 32;

    /// <summary>Longest value of one field in bytes; a row beyond it is unreadable, its page is not. Default 1 MiB.</summary>
    [Range(64, 1 << 28)]
    public int MaxValueBytes { get; init; } = 1 << 20;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var problems = new List<ValidationResult>();
        Check(() => CertificateText.ReadOwn(ClientCertificate, ClientCertificatePassword), nameof(ClientCertificate), "客户端证书读不出：应为含私钥的 PEM 或 PKCS#12；有口令的同时设置 ClientCertificatePassword");
        Check(() => CertificateText.ReadAll(Authorities), nameof(Authorities), "CA 证书读不出：应为 PEM");
        return problems;

        void Check(Action read, string member, string words)
        {
            try
            {
                read();
            }
            catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
            {
                problems.Add(new ValidationResult(words, [member]));
            }
        }
    }
}
