using System.CommandLine;
using Gateway.Host.Security;
using Spectre.Console;

namespace Gateway.Host.Cli;

/// <summary>Reads no configuration: it is for making one.</summary>
internal static class PasswordHashVerb
{
    private const int Least = 8;

    public static Command Create()
    {
        var verb = new Command("password-hash", "由标准输入的口令算出 Gateway__Dashboard__PasswordHash 的值（口令不写入参数、文件或日志）");
        verb.SetAction(async (_, cancellationToken) =>
        {
            var password = Console.IsInputRedirected
                ? await Console.In.ReadLineAsync(cancellationToken)
                : await AnsiConsole.PromptAsync(new TextPrompt<string>("口令：").Secret(null), cancellationToken);
            if (password is not { Length: >= Least })
            {
                await Console.Error.WriteLineAsync($"口令至少 {Least} 个字符");
                return ExitCode.Wrong;
            }

            Console.WriteLine(PasswordHash.Of(password));
            return ExitCode.Done;
        });
        return verb;
    }
}
