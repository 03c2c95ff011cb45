using System.CommandLine;
using Gateway.Pipeline.Audit;

namespace Gateway.Host.Cli;

internal static class AuditVerb
{
    public static Command Create()
    {
        var verify = new Command("verify", "核验全部审计条目、封存链和锚定文件，指出第一处被改动、删除或添加的条目");
        verify.SetAction((_, cancellationToken) => Verb.RunAsync(async services =>
        {
            // What is committed but not yet chained is sealed first, so that the verdict covers it.
            var sealing = await services.GetRequiredService<AuditSealer>().SealAsync(cancellationToken);
            var verification = await services.GetRequiredService<AuditVerifier>().VerifyAsync(cancellationToken);
            await (verification.Intact ? Console.Out : Console.Error).WriteLineAsync(verification.Text);
            if (sealing is SealOutcome.Refused refused)
            {
                await Console.Error.WriteLineAsync($"封存被拒绝：{refused.Reason}");
            }

            return verification.ExitCode;
        }));
        return new Command("audit", "审计日志") { verify, AuditExportVerb.Create() };
    }
}
