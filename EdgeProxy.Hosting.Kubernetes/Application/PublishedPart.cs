namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>A piece of a text: characters, or a parameter.</summary>
/// <param name="Text">The characters; null for a parameter.</param>
/// <param name="Parameter">The parameter; null for characters.</param>
/// <param name="IsEscaped">Whether the parameter is percent-encoded.</param>
internal sealed record PublishedPart(string? Text, PublishedParameter? Parameter, bool IsEscaped)
{
    /// <summary>Percent-encodes in a Helm template: its own function writes a space as a plus sign.</summary>
    public const string EscapeFilter = " | urlquery | replace \"+\" \"%20\"";

    /// <summary>The secret that it is; null when it is none.</summary>
    public SecretUse? Secret => Parameter is { IsSecret: true } ? new SecretUse(Parameter, IsEscaped) : null;

    /// <summary>What it is in plain YAML. Kubernetes replaces <c>$(NAME)</c>, so that what only looks so is written <c>$$(NAME)</c>.</summary>
    public string Plain => Secret is { } secret ? $"$({secret.Variable})" : Literal((IsEscaped ? Uri.EscapeDataString(Text ?? Parameter!.Value!) : Text ?? Parameter!.Value!));

    /// <summary>What it is as an argument of Helm's <c>printf</c>; null when it is the same for every installation.</summary>
    public string? Argument => Parameter is { IsSecret: false } ? $"(.Values.parameters.{Parameter.ValuesKey}{(IsEscaped ? EscapeFilter : "")})" : null;

    private static string Literal(string text) => text.Replace("$(", "$$(", StringComparison.Ordinal);
}
