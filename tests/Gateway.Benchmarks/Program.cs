using System.Text;
using Gateway.Benchmarks.Audit;
using Gateway.Benchmarks.Delivery;
using Gateway.Benchmarks.Files;
using Gateway.Benchmarks.Intake;
using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Pull;

// It measures and does not judge: a target that is missed is a line of the table, not an exit code. 1: a measure broke; 2: wrong use.
if (args is [FileReading.Verb, var how, var folder])
{
    return await FileReading.RunAsync(how, folder);
}

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
BenchOptions options;
BenchEnvironment environment;
try
{
    (options, environment) = (BenchOptions.Parse(args), BenchEnvironment.Read());
}
catch (ArgumentException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
var work = Directory.CreateDirectory(Path.Combine(environment.Output, $"work-{Environment.ProcessId}")).FullName;
try
{
    var bench = new Bench(options, environment, work);
    var measurements = new List<Measurement>();
    var broken = 0;
    IMeasure[] measures = [new PullMeasure(), new DeliveryMeasure(), new BacklogMeasure(), new HangMeasure(), new ClaimMeasure(), new IntakeMeasure(), new MemoryMeasure(), new FileMeasure(), new AuditMeasure(), new ColdStartMeasure()];
    foreach (var measure in measures.Where(x => x.Ids.Any(options.Wants)))
    {
        Bench.Say($"{string.Join('、', measure.Ids.Where(options.Wants))} …");
        try
        {
            measurements.AddRange(await measure.RunAsync(bench, stop.Token));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // One that breaks costs its own lines, not the table; the exit code says so.
            broken++;
            Bench.Say($"{string.Join('、', measure.Ids)} 未能测量 / failed: {failure}");
        }
    }

    Report.Print(measurements);
    Console.WriteLine(Report.Write(environment.Output, options, TimeProvider.System.GetLocalNow(), measurements));
    return broken == 0 ? 0 : 1;
}
finally
{
    Directory.Delete(work, recursive: true);
}
