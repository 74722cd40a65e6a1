using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Objects;

namespace EdgeProxy.Hosting.Kubernetes.Templating;

/// <summary>The rows of the table for parameters in a container's variables and arguments, and for the Secret that has the secrets.</summary>
internal static class ParameterNodes
{
    public static IEnumerable<TemplateNode> Of(PublishedWorkload workload, string container)
    {
        foreach (var variable in workload.Environment)
        {
            if (variable.Value.Expression is { } expression)
                yield return new($"{container}.env[{variable.Name}].value", expression);
            if (variable.Value.Alone is not null)
                yield return SecretName(container, variable.Name, workload);
        }

        foreach (var secret in workload.Secrets.Where(secret => ContainerEnvironment.IsComposed(workload, secret)))
            yield return SecretName(container, secret.Variable, workload);
        for (var index = 0; index < workload.Args.Count; index++)
        {
            if (workload.Args[index].Expression is { } expression)
                yield return new($"{container}.args[{index}]", expression);
        }
    }

    /// <summary>A key of the Secret: what the installation gives. Without it Helm reports an error.</summary>
    public static string Required(SecretUse secret)
    {
        var key = $"secrets.{secret.Parameter.ValuesKey}";
        return secret.Expression($"required \"{key} has no value: give it with '--values -' or a file, or name a Secret that has it with {ApplicationSecret.ExistingKey}\" .Values.{key}");
    }

    private static TemplateNode SecretName(string container, string variable, PublishedWorkload workload) => new(
        $"{container}.env[{variable}].valueFrom.secretKeyRef.name", $"{{{{ .Values.{ApplicationSecret.ExistingKey} | default \"{workload.SecretName}\" | quote }}}}");
}
