using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Pipeline.Runs;

namespace Gateway.Host.Cli;

internal static class StatusVerb
{
    internal static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "机器可读的 JSON" };
        var verb = new Command("status", "各地区各类数据和各推送目标的平衡表") { json };
        verb.SetAction((parsed, cancellationToken) => Verb.RunAsync(async services =>
        {
            var status = await services.GetRequiredService<StatusStore>().ReadAsync(cancellationToken);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(status, Json));
            }
            else
            {
                BalanceSheet.Print(status);
            }

            return ExitCode.Done;
        }));
        return verb;
    }
}
