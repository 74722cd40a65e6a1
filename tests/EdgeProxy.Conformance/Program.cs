using EdgeProxy.Conformance;

#pragma warning disable RS0030 // This is the entry point.

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

return await ConformanceProgram.RunAsync(args, Console.Out, Console.Error, stop.Token);
