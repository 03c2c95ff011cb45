using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Json;
using Gateway.Adapters.Rest.Ciphers;
using Gateway.Adapters.Rest.Options;

namespace Gateway.Adapters.Rest.Calls;

/// <summary>Reads an answer: its outcome, the values at the paths of its call, its rows; opens what is encrypted.</summary>
internal sealed class AnswerReader
{
    private readonly AnswerOptions _where;
    private readonly OutcomeRules _rules;
    private readonly BodyCipher _cipher;
    private readonly CipherOptions _cipherOptions;
    private readonly JsonScan _scan;
    private readonly string? _rows;
    private readonly string? _rowsAbove;

    /// <param name="where">What stands where.</param>
    /// <param name="rules">What it means.</param>
    /// <param name="cipherOptions">How it is encrypted.</param>
    /// <param name="cipher">The cipher itself.</param>
    /// <param name="rows">Path of the rows that the call is about.</param>
    /// <param name="more">Further paths.</param>
    public AnswerReader(
        AnswerOptions where, OutcomeRules rules, CipherOptions cipherOptions, BodyCipher cipher, string? rows, params string?[] more)
    {
        (_where, _rules, _cipherOptions, _cipher, _rows) = (where, rules, cipherOptions, cipher, rows);
        _rowsAbove = rows?.LastIndexOf('.') is > 0 and var dot ? rows[..dot] : null;
        string?[] paths =
        [
            where.Code, where.Message, where.Total, where.Snapshot, where.Cursor, where.More, where.Next, where.State, where.Batch, .. more,
            .. cipher.OfAnswers ? new[] { cipherOptions.Data, cipherOptions.Key } : [],
        ];
        _scan = new JsonScan([.. paths.OfType<string>().Where(path => path.Length > 0).Distinct()], rows);
    }

    /// <summary>Reads what a peer answered.</summary>
    /// <exception cref="TransientFailure">It is empty, HTML, cut off or otherwise not what the call says.</exception>
    public RestAnswer Read(PeerAnswer peer)
    {
        if (_rules.OfStatus(peer.Status) is { } byStatus)
        {
            return new RestAnswer(peer, peer.Body, Quietly(peer.Body), byStatus, $"http_{(int)peer.Status}", Quietly(peer.Body)[_where.Message] ?? "");
        }

        if (TextOf(peer.Body) is { } text && _rules.OfText(text) is { } byText)
        {
            return new RestAnswer(peer, peer.Body, Nothing, byText, "text", text);
        }

        var whole = _cipher.OfAnswers && _cipherOptions.Data == JsonScan.Whole && !IsClear(peer.Body.Span) ? Open(peer, Encoding.UTF8.GetString(peer.Body.Span), null) : peer.Body;
        var found = Decode(peer, whole);
        var code = found[_where.Code] ?? (_where.Decoder == AnswerDecoder.Text ? TextOf(whole) : null);
        var message = found[_where.Message] ?? "";
        var outcome = _rules.OfText(message) ?? _rules.OfCode(code);
        if (outcome == Outcome.Success && _cipher.OfAnswers && _cipherOptions.Data != JsonScan.Whole && found[_cipherOptions.Data] is { } data)
        {
            // Head and words stand in clear around what is encrypted.
            whole = Open(peer, data, found[_cipherOptions.Key]);
            var inner = Decode(peer, whole);
            found = inner with { Scalars = Both(inner.Scalars, found.Scalars) };
        }

        return new RestAnswer(peer, whole, found, outcome, code ?? "none", message);
    }

    /// <summary>Reads a landed body again.</summary>
    /// <param name="landed">As landed.</param>
    /// <param name="isJson">Whether it was brought to JSON before.</param>
    /// <returns>Its rows; <see langword="null"/> where it is an answer without rows by its code or text.</returns>
    /// <exception cref="JsonException">It can't be read any more.</exception>
    public ReadOnlyMemory<byte>? RowsOf(ReadOnlyMemory<byte> landed, bool isJson = false)
    {
        if (_rules.OfText(TextOf(landed)) == Outcome.Empty || landed.IsEmpty)
        {
            return null;
        }

        var found = isJson ? ScanJson(landed) : Scan(landed);
        return found.Rows is not null || _rules.OfCode(found[_where.Code]) == Outcome.Empty || _rules.OfText(found[_where.Message]) == Outcome.Empty
            ? found.Rows
            : throw new JsonException("对方应答中没有数据成员");
    }

    private static JsonFindings Nothing { get; } = new(new Dictionary<string, string?>(), null);

    private JsonFindings Decode(PeerAnswer peer, ReadOnlyMemory<byte> body)
    {
        var (utf8, _) = BodyText.ToUtf8(body);
        switch (_where.Decoder)
        {
            case AnswerDecoder.Text:
                return Nothing;
            case AnswerDecoder.Xml when utf8.Span.Trim(" \t\r\n"u8).IsEmpty:
                throw peer.Unreadable("empty", "对方应答为空");
            case AnswerDecoder.Xml when IsPage(body):
                throw peer.Unreadable("html", "对方应答是网页而不是数据（可能正在维护）");
            case AnswerDecoder.Json or null:
                peer.RefuseNonJson(utf8.Span);
                break;
        }

        try
        {
            return Scan(body);
        }
        catch (Exception e) when (e is JsonException or XmlException or InvalidOperationException)
        {
            throw peer.Unreadable("truncated", $"对方应答不是完整的 {(_where.Decoder == AnswerDecoder.Xml ? "XML" : "JSON")}", e);
        }
    }

    /// <summary>A body as JSON, whatever its form.</summary>
    public ReadOnlyMemory<byte> AsJson(ReadOnlyMemory<byte> body) =>
        _where.Decoder == AnswerDecoder.Xml ? XmlJson.Read(body) : BodyText.ToUtf8(body).Utf8;

    private JsonFindings Scan(ReadOnlyMemory<byte> body) => ScanJson(AsJson(body));

    private JsonFindings ScanJson(ReadOnlyMemory<byte> json)
    {
        var found = _scan.Read(json);
        // XML has no empty list: what would hold the rows is empty, or says that there are none.
        var isNone = _where.Decoder == AnswerDecoder.Xml && found.Rows is null && _rows is not null
            && (string.IsNullOrWhiteSpace(found[_rowsAbove] ?? "?") || found[_where.Total] == "0");
        return isNone ? found with { Rows = "[]"u8.ToArray() } : found;
    }

    // An error may come in clear where a success comes encrypted: Base64 and hex begin with none of these.
    private static bool IsClear(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[' or (byte)'<', ..];

    private JsonFindings Quietly(ReadOnlyMemory<byte> body)
    {
        try
        {
            return Scan(body);
        }
        catch (Exception e) when (e is JsonException or XmlException or InvalidOperationException)
        {
            // The status has said what counts; its body may be anything.
            return Nothing;
        }
    }

    private byte[] Open(PeerAnswer peer, string data, string? key)
    {
        try
        {
            return _cipher.Open(data.Trim(), key);
        }
        catch (CryptographicException e)
        {
            throw peer.Unreadable("undecipherable", "对方应答无法解密，请检查密钥与加密方式", e);
        }
    }

    private static bool IsPage(ReadOnlyMemory<byte> body) => string.Equals(XmlJson.RootOf(body), "html", StringComparison.OrdinalIgnoreCase);

    private string? TextOf(ReadOnlyMemory<byte> body) => body.Length > 4 * Math.Max(64, _rules.LongestText) + 64
        ? null
        : Encoding.UTF8.GetString(BodyText.ToUtf8(body).Utf8.Span).Trim();

    private static Dictionary<string, string?> Both(IReadOnlyDictionary<string, string?> first, IReadOnlyDictionary<string, string?> second)
    {
        var both = new Dictionary<string, string?>(second, StringComparer.Ordinal);
        foreach (var (path, value) in first)
        {
            both[path] = value;
        }

        return both;
    }
}

/// <summary>An answer.</summary>
/// <param name="Peer">As received.</param>
/// <param name="Body">What it says, in clear: what is landed.</param>
/// <param name="Found">Values and rows at the paths of its call.</param>
/// <param name="Outcome">What it means.</param>
/// <param name="Code">Its code.</param>
/// <param name="Message">Its words.</param>
internal sealed record RestAnswer(PeerAnswer Peer, ReadOnlyMemory<byte> Body, JsonFindings Found, Outcome Outcome, string Code, string Message);
