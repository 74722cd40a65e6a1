namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>A secret in a text: the kubelet puts it there when it starts the container, out of the Secret.</summary>
/// <param name="Parameter">The secret.</param>
/// <param name="IsEscaped">Whether it stands in a URL and so is percent-encoded there.</param>
internal sealed record SecretUse(PublishedParameter Parameter, bool IsEscaped)
{
    /// <summary>Its key in the Secret.</summary>
    public string Key => IsEscaped ? $"{Parameter.Name}-uri" : Parameter.Name;

    /// <summary>The variable that holds it in the container, for others to be composed of.</summary>
    public string Variable => $"PARAMETER_{string.Concat(Key.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToUpperInvariant(character) : '_'))}";

    /// <summary>What the Secret has under the key, for a value.</summary>
    public string Write(string value) => IsEscaped ? Uri.EscapeDataString(value) : value;

    /// <summary>The same as Helm's expression.</summary>
    public string Expression(string required) => $"{{{{ {required}{(IsEscaped ? PublishedPart.EscapeFilter : "")} | quote }}}}";
}
