using System.Net.Http.Headers;

namespace Gateway.Adapters.Http;

/// <summary>Requests with a JSON body.</summary>
public static class JsonRequest
{
    /// <summary>A POST of bytes that are JSON already.</summary>
    public static HttpRequestMessage Post(Uri address, ReadOnlyMemory<byte> body)
    {
        var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
    }
}
