using System.Runtime.InteropServices;
using Gateway.Sandbox;
using Gateway.Sandbox.County;

if (args is [var verb, ..] && CountyVerbs.Has(verb))
{
    using var interrupted = new CancellationTokenSource();
    void Interrupt(PosixSignalContext signal)
    {
        signal.Cancel = true;
        interrupted.Cancel();
    }

    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
    return await CountyVerbs.RunAsync(args, TimeProvider.System, Console.Out, Console.Error, interrupted.Token);
}

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine(CommandLine.Help);
    return 0;
}

SandboxOptions options;
try
{
    options = CommandLine.Parse(args);
}
catch (ArgumentException wrongUse)
{
    await Console.Error.WriteLineAsync(wrongUse.Message);
    return 2;
}

await using var server = await SandboxServer.StartAsync(options, TimeProvider.System, Console.Out, CancellationToken.None);
await Console.Out.WriteLineAsync($"sm2 public key (sandbox only) {server.PublicKeyHex}");
await Console.Out.WriteLineAsync($"listening on {server.BaseAddress.GetLeftPart(UriPartial.Authority)}");
await Console.Out.FlushAsync();
await server.WaitForShutdownAsync();
return 0;
