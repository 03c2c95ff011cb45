using System.Buffers.Text;
using System.Security.Cryptography;
using Gateway.Pipeline.Protection;

namespace Gateway.Host.Security;

/// <summary>
/// What every form carries beside the cookie, so that no foreign page can press a button (CSRF): sealed with the master key and bound to
/// this login. Every replica can read it, none has to store it.
/// </summary>
internal sealed class FormTicket(FieldCipher cipher)
{
    public const string Field = "form-ticket";

    private const string Purpose = "desk-form";

    public string Issue(HttpContext context) => Base64Url.EncodeToString(cipher.Protect($"{Purpose}\n{Bound(context)}"));

    public bool IsGood(HttpContext context, string? ticket)
    {
        if (string.IsNullOrEmpty(ticket) || ticket.Length > 4000 || !Base64Url.IsValid(ticket))
        {
            return false;
        }

        try
        {
            return cipher.UnprotectText(Base64Url.DecodeFromChars(ticket)) == $"{Purpose}\n{Bound(context)}";
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException or FormatException)
        {
            return false;
        }
    }

    private static string Bound(HttpContext context) => $"{LoginGate.OperatorOf(context)}\n{context.Request.Cookies[LoginGate.Cookie]}";
}
