using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Http;
using Gateway.Contracts;

namespace Gateway.Adapters.Rest.Options;

/// <summary>
/// The generic profile <c>rest</c>: a platform over HTTP, told in YAML alone. What the top level says of signature, cipher, answers and
/// their meaning holds for every call that does not say otherwise.
/// </summary>
public sealed class RestOptions : IValidatableObject
{
    /// <summary>Address of the platform; may have a path.</summary>
    [Required]
    public Uri? BaseAddress { get; init; }

    /// <summary>接入标识: <c>{appId}</c>.</summary>
    [Secret]
    public string? AppId { get; init; }

    /// <summary>接入密钥: <c>{appSecret}</c>.</summary>
    [Secret]
    public string? AppSecret { get; init; }

    /// <summary>A second key, where the platform has one: <c>{appKey}</c>.</summary>
    [Secret]
    public string? AppKey { get; init; }

    /// <summary>User name: <c>{user}</c>.</summary>
    [Secret]
    public string? User { get; init; }

    /// <summary>Password: <c>{password}</c>.</summary>
    [Secret]
    public string? Password { get; init; }

    /// <summary>Our SM2 private key (64 hex digits, or PKCS#8 as PEM or Base64): signs, and opens what is sealed for us.</summary>
    [Secret]
    public string? PrivateKey { get; init; }

    /// <summary>Key of a symmetric body cipher: <c>{cipherKey}</c>.</summary>
    [Secret]
    public string? CipherKey { get; init; }

    /// <summary>How calls are signed.</summary>
    public SignerOptions Signer { get; init; } = new();

    /// <summary>How bodies are encrypted.</summary>
    public CipherOptions Cipher { get; init; } = new();

    /// <summary>A token or signing secret that the platform issues for a while: <c>{issued}</c>.</summary>
    public TokenOptions? Token { get; init; }

    /// <summary>What stands where in an answer.</summary>
    public AnswerOptions Answer { get; init; } = new();

    /// <summary>What an answer's code means.</summary>
    public OutcomeOptions Outcomes { get; init; } = new();

    /// <summary>What is read.</summary>
    public Dictionary<Feed, RestFeedOptions> Feeds { get; init; } = [];

    /// <summary>What is pushed to, by key: <c>default</c> is the target named as the profile, any other <c>name.key</c>.</summary>
    public Dictionary<string, RestTargetOptions> Targets { get; init; } = [];

    /// <summary>How the platform is called.</summary>
    public TransportOptions Transport { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => RestOptionRules.Check(this);
}
