using System.Buffers;
using Gateway.Adapters.Identifiers;

namespace Gateway.Pipeline.Results;

/// <summary>Gathers all problems of a result; the checks that many fields share.</summary>
internal sealed class ProblemList
{
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x21)).Select(x => (char)x)]);

    private const int MostItems = 99;

    private readonly List<ResultProblem> _problems = [];

    public IReadOnlyList<ResultProblem> All => _problems;

    public void Add(string field, string code, string message) => _problems.Add(new ResultProblem(field, code, message));

    /// <summary>A text that must be there, of at most so many characters; tells whether it is fit for further checks.</summary>
    public bool Text(string field, string? value, int most)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            Add(field, ResultProblemCodes.Required, "不能为空");
            return false;
        }

        return OptionalText(field, value, most);
    }

    /// <summary>A text that is kept in clear and that platforms may show to everybody.</summary>
    public bool OpenText(string field, string? value, int most)
    {
        if (!Text(field, value, most))
        {
            return false;
        }

        if (Masking.InText(value ?? "") != value)
        {
            Add(field, ResultProblemCodes.Format, "不能含身份证号、手机号");
            return false;
        }

        return true;
    }

    public bool OptionalText(string field, string? value, int most)
    {
        if (value?.Length > most)
        {
            Add(field, ResultProblemCodes.Length, $"最多 {most} 个字符");
            return false;
        }

        if (value is not null && value.AsSpan().IndexOfAny(Controls) >= 0)
        {
            Add(field, ResultProblemCodes.Format, "不能含控制字符");
            return false;
        }

        return value is not null;
    }

    /// <summary>Whether a list is too long to look at its items, too: a problem each would answer one bad result with megabytes.</summary>
    public bool TooMany(string field, int count)
    {
        if (count > MostItems)
        {
            Add(field, ResultProblemCodes.Length, $"最多 {MostItems} 项");
        }

        return count > MostItems;
    }

    public bool OneOf(string field, string? value, IReadOnlyCollection<string> allowed)
    {
        if (string.IsNullOrEmpty(value))
        {
            Add(field, ResultProblemCodes.Required, "不能为空");
            return false;
        }

        if (!allowed.Contains(value))
        {
            Add(field, ResultProblemCodes.UnknownCode, $"取值应为 {string.Join('、', allowed)} 之一");
            return false;
        }

        return true;
    }
}
