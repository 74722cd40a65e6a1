using System.Reflection;
using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.CommandLine;
using EdgeProxy.Hosting.Commands;
using EdgeProxy.Hosting.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.Hosting;


/// <summary>An AppHost as a program: its streams, its signals, its exit code.</summary>
internal static class ConsoleEntry
{
    private const int Failed = 1;
    private const int WrongArguments = 2;

    /// <summary>Describes the program that was started, and turns a fault in <c>AppHost.cs</c> into one message.</summary>
    public static AppHostContext CreateContext(Assembly assembly)
    {
#pragma warning disable RS0030 // The AppHost is the entry point; this is where its console is taken.
        var isTerminal = !Console.IsOutputRedirected;
        var context = AppHostContext.For(assembly, Console.Out, Console.Error) with
        {
            Input = TerminalLines.Open(),
            UseColor = isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        };
#pragma warning restore RS0030
        AppDomain.CurrentDomain.UnhandledException += (_, fault) =>
        {
            if (fault.ExceptionObject is not (DistributedApplicationException or ArgumentException))
                return;
            var exception = (Exception)fault.ExceptionObject;
            context.Error.WriteLine($"AppHost: {exception.Message}{AppHostLine.Of(exception)}");
            context.Error.Flush();
            Environment.Exit(Failed);
        };
        return context;
    }

    /// <summary>Does what the arguments say and gives the exit code: 0, 1 when it failed, 2 when the arguments are wrong.</summary>
    public static async Task<int> RunAsync(
        DistributedApplication application, AppHostArguments arguments, AppHostContext context, CancellationToken cancellationToken)
    {
        if (arguments.Help)
        {
            await context.Output.WriteAsync(HelpText.Text);
            return 0;
        }

        var resources = application.Services.GetRequiredService<DistributedApplicationModel>().Resources;
        var faults = arguments.Faults.Concat(GivenParameters.Faults(arguments, resources)).ToList();
        if (faults.Count > 0)
        {
            foreach (var fault in faults)
                await context.Error.WriteLineAsync($"AppHost: {fault}");
            return WrongArguments;
        }

        foreach (var warning in GivenParameters.Warnings(application.Services.GetRequiredService<IConfiguration>(), resources))
            await context.Error.WriteLineAsync($"AppHost: warning: {warning}");

        using var signals = new StopSignals(cancellationToken);
        try
        {
            if (arguments.Operation == DistributedApplicationOperation.Publish)
                await application.PublishAsync(signals.Stop);
            else
                await RunUntilStoppedAsync(application, signals);
            return 0;
        }
        catch (DistributedApplicationException exception)
        {
            await context.Error.WriteLineAsync($"AppHost: {application.Services.GetRequiredService<SecretStore>().Hide(exception.Message)}");
            return Failed;
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            return Failed;
        }
        finally
        {
            await application.DisposeAsync();
        }
    }

    private static async Task RunUntilStoppedAsync(DistributedApplication application, StopSignals signals)
    {
        try
        {
            await application.StartAsync(signals.Stop);
            var stopped = Task.Delay(Timeout.Infinite, signals.Stop);
            var first = await Task.WhenAny(stopped, application.FailedToStart);
            if (first == application.FailedToStart)
                throw new DistributedApplicationException(await application.FailedToStart);
        }
        finally
        {
            await application.StopAsync(signals.Kill);
        }
    }
}
