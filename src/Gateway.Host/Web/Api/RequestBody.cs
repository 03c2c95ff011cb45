namespace Gateway.Host.Web.Api;

/// <summary>Reads a JSON body whole, within the limit, and logs nothing of it. Compressed bodies are not taken.</summary>
internal static class RequestBody
{
    public static async Task<(byte[] Bytes, Answer? Refused)> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (!request.HasJsonContentType() || request.Headers.ContentEncoding.Count > 0)
        {
            return ([], Problems.Of(Problems.MediaType, "请以 application/json、UTF-8、不压缩发送"));
        }

        try
        {
            if (request.ContentLength > RequestLimits.BodyBytes)
            {
                return TooLarge();
            }

            using var buffer = new MemoryStream((int)(request.ContentLength ?? 4096));
            var chunk = new byte[81_920];
            for (int read; (read = await request.Body.ReadAsync(chunk, cancellationToken)) > 0;)
            {
                if (buffer.Length + read > RequestLimits.BodyBytes)
                {
                    return TooLarge();
                }

                buffer.Write(chunk, 0, read);
            }

            return (buffer.ToArray(), null);
        }
        catch (BadHttpRequestException failure) when (failure.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge();
        }
    }

    private static (byte[], Answer?) TooLarge() => ([], Problems.Of(Problems.TooLarge, "请求体最多 10 MiB"));
}
