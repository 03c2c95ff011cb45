namespace Gateway.Adapters.Files;

/// <summary>A file that is whole but can't be read as agreed; it goes to <c>failed/</c>.</summary>
/// <param name="code">Stable code.</param>
/// <param name="message">Chinese.</param>
/// <param name="row">Row in which it was found, from 1; 0 where it is the whole file.</param>
internal sealed class FileRefused(string code, string message, long row = 0) : Exception(message)
{
    public string Code { get; } = code;

    public long Row { get; } = row;
}
