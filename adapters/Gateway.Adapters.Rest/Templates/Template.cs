using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.Adapters.Rest.Templates;

/// <summary>
/// A text with variables, <c>{name}</c> or <c>{name:format}</c>. Braces around anything else are the text's own, so that JSON can be written
/// as it is.
/// </summary>
internal sealed partial class Template
{
    private readonly List<Part> _parts = [];

    private Template(string text)
    {
        var at = 0;
        foreach (Match match in Variable().Matches(text))
        {
            Literal(text[at..match.Index]);
            _parts.Add(new Part(match.Groups[1].Value, match.Groups[2].Success ? match.Groups[2].Value : null));
            at = match.Index + match.Length;
        }

        Literal(text[at..]);
    }

    /// <summary>Names of its variables.</summary>
    public IEnumerable<string> Names => _parts.Select(part => part.Name).OfType<string>();

    /// <summary>Its variables that ask for a form.</summary>
    public IEnumerable<(string Name, string Format)> Formats =>
        _parts.Where(part => part is { Name: not null, Text: not null }).Select(part => (part.Name!, part.Text!));

    public static Template Of(string text) => new(text);

    /// <summary>Whether a variable occurs.</summary>
    public bool Has(string name) => _parts.Exists(part => part.Name == name);

    /// <summary>The text; <see langword="null"/> when there are variables and none of them has a value.</summary>
    public string? Render(CallValues values, TextForm form)
    {
        var text = new StringBuilder();
        var (variables, given) = (0, 0);
        foreach (var part in _parts)
        {
            if (part.Name is null)
            {
                text.Append(part.Text);
                continue;
            }

            variables++;
            if (values.Text(part.Name, part.Text, form) is { } value)
            {
                given++;
                text.Append(value);
            }
        }

        return variables > 0 && given == 0 ? null : text.ToString();
    }

    private void Literal(string text)
    {
        if (text.Length > 0)
        {
            _parts.Add(new Part(null, text));
        }
    }

    [GeneratedRegex(@"\{([A-Za-z][A-Za-z0-9_]*(?:\.[^{}:\s""]+)?)(?::([^{}""]*))?\}")]
    private static partial Regex Variable();

    /// <param name="Name">Of a variable; <see langword="null"/>: the text is its own.</param>
    /// <param name="Text">The text, or the variable's format.</param>
    private sealed record Part(string? Name, string? Text);
}

/// <summary>Where a value stands, and so how it is escaped.</summary>
internal enum TextForm
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>Within a path.</summary>
    Path,

    /// <summary>Within a JSON text, between quotation marks.</summary>
    Json,

    /// <summary>Within an XML text.</summary>
    Xml,
}
