using System.Text.Json;

namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>A variable's value or an argument, with parameters in it.</summary>
/// <param name="Parts">Its pieces, in order.</param>
internal sealed record PublishedText(IReadOnlyList<PublishedPart> Parts)
{
    /// <summary>What it is in plain YAML.</summary>
    public string Plain => string.Concat(Parts.Select(part => part.Plain));

    /// <summary>The secrets in it.</summary>
    public IEnumerable<SecretUse> Secrets => Parts.Select(part => part.Secret).OfType<SecretUse>();

    /// <summary>The secret that is all of it; null when there is more, or none.</summary>
    public SecretUse? Alone => Parts is [{ Secret: { } secret }] ? secret : null;

    /// <summary>The parameters in it.</summary>
    public IEnumerable<PublishedParameter> Parameters => Parts.Select(part => part.Parameter).OfType<PublishedParameter>();

    /// <summary>What it is in the chart; null when it is the same for every installation.</summary>
    public string? Expression
    {
        get
        {
            var arguments = Parts.Select(part => part.Argument).OfType<string>().ToList();
            if (arguments.Count == 0)
                return null;
            var format = string.Concat(Parts.Select(part => part.Argument is null ? part.Plain.Replace("%", "%%", StringComparison.Ordinal) : "%s"));

            // A string of JSON is one of Go's templates too.
            return $"{{{{ printf {JsonSerializer.Serialize(format)} {string.Join(' ', arguments)} | quote }}}}";
        }
    }

    /// <summary>Text that has no parameter in it.</summary>
    public static PublishedText Of(string text) => new([new PublishedPart(text, null, false)]);
}
