using System.Text;
using Microsoft.Extensions.Configuration;

namespace Gateway.Adapters.Configuration;

/// <summary>
/// A folder with one file a secret, named as the variable. Text is taken without its last line break; what is no text, such as a PKCS#12 file, as
/// Base64. Files whose names begin with a dot are none (a mounted volume keeps its own there).
/// </summary>
/// <param name="folder">The folder; it may be missing.</param>
public sealed class SecretFolder(string folder) : ConfigurationProvider, IConfigurationSource
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <inheritdoc/>
    public override void Load()
    {
        var data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder) : [])
        {
            var name = Path.GetFileName(file);
            if (!name.StartsWith('.'))
            {
                data[name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)] = TextOf(File.ReadAllBytes(file));
            }
        }

        Data = data;
    }

    private static string TextOf(byte[] bytes)
    {
        try
        {
            var text = Strict.GetString(bytes).TrimStart('\uFEFF');
            return text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
        }
        catch (DecoderFallbackException)
        {
            return Convert.ToBase64String(bytes);
        }
    }
}
