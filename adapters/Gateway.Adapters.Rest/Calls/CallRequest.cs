using System.Net.Http.Headers;
using System.Text;
using Gateway.Adapters.Http;
using Gateway.Adapters.Rest.Ciphers;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Rest.Signing;
using Gateway.Adapters.Rest.Templates;

namespace Gateway.Adapters.Rest.Calls;

/// <summary>Builds the request of a call: parameters, body, cipher, and the signature over them, afresh at every attempt.</summary>
internal sealed class CallRequest
{
    private readonly Uri _base;
    private readonly CallOptions _call;
    private readonly CallSigner _signer;
    private readonly BodyCipher _cipher;
    private readonly Encoding _charset;
    private readonly Template _path;
    private readonly Template? _body;
    private readonly IReadOnlyList<(string Name, Template Text)> _query;
    private readonly IReadOnlyList<(string Name, Template Text)> _form;
    private readonly IReadOnlyList<(string Name, Template Text)> _headers;

    public CallRequest(RestPlatform platform, CallOptions call, SignerOptions signer, CipherOptions cipher)
    {
        (_base, _call) = (platform.Options.BaseAddress!, call);
        (_signer, _cipher) = (platform.SignerOf(signer), platform.CipherOf(cipher));
        _charset = call.Charset switch { CallCharset.Utf8 => Encoding.UTF8, CallCharset.Gb18030 => Percent.Gb18030 };
        _path = Template.Of(call.Path);
        _body = call.Body.Length > 0 ? Template.Of(call.Body) : null;
        (_query, _form, _headers) = (Compile(call.Query), Compile(call.Form), Compile(call.Headers));
    }

    /// <param name="given">Values of the call.</param>
    /// <param name="now">The peer's time.</param>
    /// <param name="next">Address of the next page, in place of path and query.</param>
    public HttpRequestMessage Make(CallValues given, DateTimeOffset now, Uri? next = null)
    {
        var values = new CallValues(given);
        foreach (var (name, value) in _call.Values)
        {
            values[name] = Template.Of(value).Render(given, TextForm.Plain);
        }

        _signer.Begin(values, now);
        var parts = new RequestParts();
        parts.Take(_query, _form, _headers, values, _ => true);
        parts.Take(_signer.Query, _signer.Form, _signer.Headers, values, text => !text.Has("sign"));
        values["method"] = _call.Method;
        values["path"] = _path.Render(values, TextForm.Path) ?? "";
        values["query"] = string.Join('&', parts.Query.Select(pair => $"{pair.Name}={pair.Value}"));
        var body = _body is null || _body.Has("sign") ? null : Body(_body, values);
        values["body"] = body ?? Encoded(parts.Form);
        values["sorted"] = SortedParameters.Of(_signer.Sorted, parts, values["plainBody"] as string);
        _signer.Sign(values);
        parts.Take(_signer.Query, _signer.Form, _signer.Headers, values, text => text.Has("sign"));
        body ??= _body is null ? null : Body(_body, values);
        return Request(parts, next ?? Address((string)values["path"]!, parts.Query), body);
    }

    private string Body(Template template, CallValues values)
    {
        var plain = template.Render(values, FormOf(_call.BodyKind)) ?? "";
        values["plainBody"] = plain;
        return _cipher.OfRequests ? _cipher.Seal(plain) : plain;
    }

    private HttpRequestMessage Request(RequestParts parts, Uri address, string? body)
    {
        var request = new HttpRequestMessage(new HttpMethod(_call.Method), address);
        foreach (var (name, value) in parts.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(_charset.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(_call.ContentType ?? $"{MediaTypeOf(_call.BodyKind)}; charset={_charset.WebName}");
        }
        else if (parts.Form.Count > 0)
        {
            request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(Encoded(parts.Form)));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(
                _call.ContentType ?? $"application/x-www-form-urlencoded; charset={_charset.WebName}");
        }

        return request;
    }

    private Uri Address(string path, List<(string Name, string Value)> query)
    {
        var address = PeerAddress.Join(_base, path);
        return query.Count == 0 ? address : new Uri($"{address.AbsoluteUri}?{Encoded(query)}");
    }

    private string Encoded(List<(string Name, string Value)> pairs) =>
        string.Join('&', pairs.Select(pair => $"{Percent.Encode(pair.Name, _charset)}={Percent.Encode(pair.Value, _charset)}"));

    private static TextForm FormOf(BodyKind kind) => kind switch
    {
        BodyKind.Json => TextForm.Json,
        BodyKind.Xml => TextForm.Xml,
        BodyKind.Text => TextForm.Plain,
    };

    private static string MediaTypeOf(BodyKind kind) => kind switch
    {
        BodyKind.Json => "application/json",
        BodyKind.Xml => "application/xml",
        BodyKind.Text => "text/plain",
    };

    private static List<(string Name, Template Text)> Compile(Dictionary<string, string> parts) =>
        [.. parts.Select(part => (part.Key, Template.Of(part.Value)))];
}

/// <summary>The parameters of a request so far.</summary>
internal sealed class RequestParts
{
    public List<(string Name, string Value)> Query { get; } = [];

    public List<(string Name, string Value)> Form { get; } = [];

    public List<(string Name, string Value)> Headers { get; } = [];

    public void Take(
        IReadOnlyList<(string Name, Template Text)> query, IReadOnlyList<(string Name, Template Text)> form,
        IReadOnlyList<(string Name, Template Text)> headers, CallValues values, Func<Template, bool> which)
    {
        Add(Query, query, values, which);
        Add(Form, form, values, which);
        Add(Headers, headers, values, which);
    }

    // A parameter whose variables all have no value is left out.
    private static void Add(
        List<(string Name, string Value)> to, IReadOnlyList<(string Name, Template Text)> from, CallValues values, Func<Template, bool> which)
    {
        foreach (var (name, text) in from)
        {
            if (which(text) && text.Render(values, TextForm.Plain) is { } value)
            {
                to.Add((name, value));
            }
        }
    }
}
