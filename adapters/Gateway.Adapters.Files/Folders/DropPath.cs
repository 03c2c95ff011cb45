namespace Gateway.Adapters.Files.Folders;

/// <summary>Paths below the root of an exchange folder. What comes from configuration is checked once and can't lead out of it.</summary>
internal static class DropPath
{
    /// <summary>What is wrong with a configured folder, or <see langword="null"/>. <c>.</c> is the root itself.</summary>
    public static string? Problem(string folder)
    {
        if (folder == ".")
        {
            return null;
        }

        var parts = folder.Split('/');
        return folder.Length is 0 or > 200 || parts.Any(part => part is "" or "." or ".." || part.Any(c => char.IsControl(c) || c is '\\' or ':'))
            ? $"“{folder}”不是根目录之下的相对路径（用 / 分隔，不得含 ..、反斜杠、冒号；根目录本身写作 \".\"）"
            : null;
    }

    public static string Join(string folder, string name) => folder is "." or "" ? name : $"{folder}/{name}";
}
