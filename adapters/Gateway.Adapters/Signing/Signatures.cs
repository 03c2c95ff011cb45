using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Adapters.Crypto;

namespace Gateway.Adapters.Signing;

/// <summary>The signature formulas of the platforms, over plain values: no clock, no randomness.</summary>
public static class Signatures
{
    /// <summary>gjgxjhpt: Base64(HMAC-SHA256(key, sid + rid + rtime)). Source: domain facts 3.1.</summary>
    /// <param name="key">App secret; for the refresh, app key.</param>
    /// <param name="sid">Service code.</param>
    /// <param name="rid">Requester.</param>
    /// <param name="rtime">Epoch milliseconds.</param>
    public static string Gjgxjhpt(string key, string sid, string rid, string rtime) => Hmac(key, sid + rid + rtime);

    /// <summary>X-Client-Id style: Base64(HMAC-SHA256(secret, id + timestamp + nonce)). Source: domain facts 3.2.</summary>
    /// <param name="secret">Secret of the client.</param>
    /// <param name="clientId">Client id.</param>
    /// <param name="timestamp">Epoch milliseconds.</param>
    /// <param name="nonce">Never twice in the peer's window.</param>
    public static string Client(string secret, string clientId, string timestamp, string nonce) => Hmac(secret, clientId + timestamp + nonce);

    /// <summary>x-tif: lower-case hex SHA-256(timestamp + token + nonce + timestamp). Source: domain facts 3.2.</summary>
    /// <param name="token">Token.</param>
    /// <param name="timestamp">Epoch seconds.</param>
    /// <param name="nonce">Random text.</param>
    public static string Tif(string token, string timestamp, string nonce) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(timestamp + token + nonce + timestamp)));

    /// <summary>Token request of the credit platform: lower-case hex SM3(appId + appSecret + timestamp). Chosen.</summary>
    /// <param name="appId">Application id.</param>
    /// <param name="appSecret">Application secret.</param>
    /// <param name="timestamp">Epoch milliseconds.</param>
    public static string CreditToken(string appId, string appSecret, string timestamp) =>
        Convert.ToHexStringLower(Sm3.Hash(Encoding.UTF8.GetBytes(appId + appSecret + timestamp)));

    /// <summary>XML exchange message: upper-case hex MD5(MessageId + Sender + SendTime + secret). Chosen after the manners of such systems.</summary>
    /// <param name="secret">Secret.</param>
    /// <param name="messageId">Number of the message.</param>
    /// <param name="sender">Sender.</param>
    /// <param name="sendTime">As written in the message.</param>
    public static string ExchangeMessage(string secret, string messageId, string sender, string sendTime) =>
        Convert.ToHexString(Md5(messageId + sender + sendTime + secret));

    /// <summary>Lead sources: lower-case hex MD5(appKey + secret + requestTime). Chosen.</summary>
    /// <param name="secret">Secret.</param>
    /// <param name="appKey">Application key.</param>
    /// <param name="requestTime">As sent, <c>yyyyMMddHHmmss</c>.</param>
    public static string Lead(string secret, string appKey, string requestTime) => Convert.ToHexStringLower(Md5(appKey + secret + requestTime));

    /// <summary>Epoch milliseconds as text.</summary>
    public static string Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Epoch seconds as text.</summary>
    public static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    [SuppressMessage("Security", "CA5351", Justification = "The platforms sign so.")]
    private static byte[] Md5(string text) => MD5.HashData(Encoding.UTF8.GetBytes(text));

    private static string Hmac(string key, string text) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));
}
