using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard;

/// <summary>Tells a person why the program cannot start: what is their setting's fault needs a sentence, not a stack trace.</summary>
internal static class StartFailure
{
    /// <summary>The sentences, a line each; null for a fault of the program, whose stack trace is wanted.</summary>
    public static string? Explain(Exception failure) => failure switch
    {
        DashboardSettingException => failure.Message,
        OptionsValidationException wrong => string.Join(Environment.NewLine, wrong.Failures),
        IOException { InnerException: AddressInUseException } => $"{failure.Message} Stop what listens there, or choose another address: '--help' lists the settings.",
        // A value that the binder cannot read; it names the key.
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => $"{failure.Message} docs/dashboard.md and docs/otlp.md list what is allowed.",
        _ => null,
    };
}
