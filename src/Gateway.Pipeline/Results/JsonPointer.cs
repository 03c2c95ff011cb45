using System.Globalization;
using System.Text;

namespace Gateway.Pipeline.Results;

/// <summary>Turns the serializer's path (<c>$.matters[0].code</c>) into an RFC 6901 pointer (<c>/matters/0/code</c>).</summary>
internal static class JsonPointer
{
    public static string Of(string? path)
    {
        if (path is null || path.Length < 2)
        {
            return "";
        }

        var pointer = new StringBuilder(path.Length);
        for (var i = 1; i < path.Length; i++)
        {
            switch (path[i])
            {
                case '.' or '[':
                    pointer.Append('/');
                    break;
                case ']' or '\'':
                    break;
                default:
                    pointer.Append(path[i]);
                    break;
            }
        }

        return pointer.ToString();
    }

    public static string Item(string list, int place, string? member = null) =>
        string.Create(CultureInfo.InvariantCulture, $"/{list}/{place}{(member is null ? "" : "/")}{member}");
}
