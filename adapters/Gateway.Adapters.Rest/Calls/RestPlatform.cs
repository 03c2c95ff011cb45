using System.Text;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Crypto;
using Gateway.Adapters.Http;
using Gateway.Adapters.Rest.Ciphers;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Rest.Signing;
using Gateway.Adapters.Rest.Templates;
using Gateway.Adapters.Signing;

namespace Gateway.Adapters.Rest.Calls;

/// <summary>One area's way to the platform: client, clock, secrets and the token that its calls share.</summary>
internal sealed class RestPlatform
{
    private readonly Lazy<Sm2PrivateKey> _privateKey;

    public RestPlatform(string profile, AdapterContext context, RestOptions options)
    {
        (Profile, Context, Options) = (profile, context, options);
        Clock = new PeerClock(context.Time);
        Client = new PeerClient(context.HttpClients, profile, options.Transport, context.Time);
        _privateKey = new Lazy<Sm2PrivateKey>(() => new Sm2PrivateKey(options.PrivateKey ?? ""));
        Credentials = new Credentials<RestOptions>(context, options);
        Values = ValuesOf(context, options);
        Tokens = options.Token is { } token ? new TokenSource(this, token).Secrets : null;
    }

    public string Profile { get; }

    public AdapterContext Context { get; }

    public RestOptions Options { get; }

    public PeerClient Client { get; }

    public PeerClock Clock { get; }

    /// <summary>The secrets in force, and those that are exchanged for them.</summary>
    public Credentials<RestOptions> Credentials { get; }

    /// <summary>What every call may name: the area and the secrets.</summary>
    public CallValues Values { get; }

    /// <summary>The issued token or signing secret, if the platform has one.</summary>
    public IssuedSecrets? Tokens { get; }

    public CallSigner SignerOf(SignerOptions options) => new(options, () => _privateKey.Value);

    public BodyCipher CipherOf(CipherOptions options, string? key = null) => new(options, key ?? Options.CipherKey ?? "", () => _privateKey.Value);

    /// <summary>The values of a call with another set of secrets.</summary>
    public CallValues With(CallValues values, Credential<RestOptions> credential) =>
        ReferenceEquals(credential.Options, Options) ? values : Secrets(new CallValues(values), credential.Options);

    private static CallValues ValuesOf(AdapterContext context, RestOptions options) => Secrets(Facts(context), options);

    private static CallValues Facts(AdapterContext context) => new()
    {
        ["area"] = context.Area,
        ["areaName"] = context.AreaName,
        ["cdSource"] = context.CdSource,
        ["dataSourceName"] = context.DataSourceName,
        ["dataSourceUscc"] = context.DataSourceUscc,
    };

    private static CallValues Secrets(CallValues values, RestOptions options)
    {
        values["appId"] = options.AppId;
        values["appSecret"] = options.AppSecret;
        values["appKey"] = options.AppKey;
        values["user"] = options.User;
        values["password"] = options.Password;
        values["cipherKey"] = options.CipherKey;
        values["basic"] = options.User is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{options.Password}"));
        return values;
    }
}
