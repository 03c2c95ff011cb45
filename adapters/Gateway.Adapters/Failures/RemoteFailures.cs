using Gateway.Adapters.Identifiers;

namespace Gateway.Adapters.Failures;

/// <summary>A remote failure that passes by itself: no answer, 429, 5xx, a page of HTML during maintenance, a truncated body.</summary>
public sealed class TransientFailure : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="code">Stable code, for example <c>http_503</c>, <c>html</c>, <c>truncated</c>, <c>timeout</c>, <c>peer_9999</c>.</param>
    /// <param name="message">Chinese, for operators; what it quotes of a peer is masked here, for every profile.</param>
    /// <param name="answerLost">Whether the peer may have taken the request although no answer arrived.</param>
    /// <param name="retryAfter">What the peer asked for, if it did.</param>
    /// <param name="inner">Cause.</param>
    public TransientFailure(string code, string message, bool answerLost = false, TimeSpan? retryAfter = null, Exception? inner = null)
        : base(Masking.PeerWords(message), inner) => (Code, AnswerLost, RetryAfter) = (Masking.PeerWords(code), answerLost, retryAfter);

    /// <summary>Stable code.</summary>
    public string Code { get; }

    /// <summary>Whether the peer may have taken the request although no answer arrived.</summary>
    public bool AnswerLost { get; }

    /// <summary>How long the peer asked to wait.</summary>
    public TimeSpan? RetryAfter { get; }
}

/// <summary>A remote failure that no repetition mends: wrong configuration, unknown service, refused signature after a fresh secret.</summary>
public sealed class PermanentFailure : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="code">Stable code, for example <c>peer_1003</c>.</param>
    /// <param name="message">Chinese, for operators; what it quotes of a peer is masked here, for every profile.</param>
    /// <param name="inner">Cause.</param>
    public PermanentFailure(string code, string message, Exception? inner = null)
        : base(Masking.PeerWords(message), inner) => Code = Masking.PeerWords(code);

    /// <summary>Stable code.</summary>
    public string Code { get; }
}
