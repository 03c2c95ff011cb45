using System.Text;

namespace Gateway.Adapters.Http;

/// <summary>Joins a base address that may have a path, a path below it and query parameters.</summary>
public static class PeerAddress
{
    /// <summary>The joined address.</summary>
    /// <param name="baseAddress">With or without a trailing slash.</param>
    /// <param name="path">With or without a leading slash: it is always below the base address.</param>
    /// <param name="query">Parameters; those without a value are left out.</param>
    public static Uri Join(Uri baseAddress, string path, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var address = new StringBuilder(baseAddress.GetLeftPart(UriPartial.Path).TrimEnd('/')).Append('/').Append(path.TrimStart('/'));
        var separator = '?';
        foreach (var (name, value) in query)
        {
            if (value is not null)
            {
                address.Append(separator).Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
                separator = '&';
            }
        }

        return new Uri(address.ToString());
    }
}
