using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Gateway.Adapters.Configuration;

/// <summary>Reads the configuration, at the start and again when its files have changed.</summary>
/// <param name="profiles">The profiles that the process knows.</param>
/// <param name="configuration">The environment and the secrets folder.</param>
/// <param name="services">What the adapters borrow.</param>
public sealed class AdapterLoader(IReadOnlyList<IAdapterProfile> profiles, IConfiguration configuration, AdapterServices services)
{
    private readonly string _folder = GatewayVariables.AdapterFolder(configuration);

    /// <summary>Reads and checks all of it.</summary>
    public CatalogLoad Load() => AdapterCatalog.Load(_folder, profiles, configuration, services);

    /// <summary>Reads the secrets folder anew, then all of it. Variables of the environment stay as they were when the process started.</summary>
    /// <exception cref="IOException">A file of the secrets folder went away while it was read.</exception>
    public CatalogLoad Reload()
    {
        foreach (var secrets in ((configuration as IConfigurationRoot)?.Providers ?? []).OfType<SecretFolder>())
        {
            secrets.Load();
        }

        return Load();
    }

    /// <summary>SHA-256 over names and bytes of all files that can be changed while the process runs: profiles, counties, secrets.</summary>
    /// <exception cref="IOException">A file went away while it was read.</exception>
    public byte[] DigestFiles()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] folders = [Path.Combine(_folder, "profiles"), Path.Combine(_folder, "counties"), configuration[GatewayVariables.Secrets] ?? ""];
        foreach (var folder in folders)
        {
            hash.AppendData("\u001d"u8);
            foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder).Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
            {
                var bytes = File.ReadAllBytes(file);
                hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetFileName(file)}\u001f{bytes.Length}\u001e"));
                hash.AppendData(bytes);
            }
        }

        return hash.GetHashAndReset();
    }
}
