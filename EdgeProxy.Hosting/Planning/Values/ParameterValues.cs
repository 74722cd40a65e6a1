using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Planning.Values;

/// <summary>The values of an application's parameters. All that are missing are one fault, with the ways to give them.</summary>
internal sealed class ParameterValues
{
    private readonly Dictionary<ParameterResource, string> _values = [];

    /// <summary>Reads them all, and keeps secrets out of what is shown from now on.</summary>
    public static ParameterValues Read(IReadOnlyList<IResource> resources, SecretStore secrets, PlanFaults faults)
    {
        var result = new ParameterValues();
        var missing = new List<ParameterResource>();
        foreach (var parameter in resources.OfType<ParameterResource>())
        {
            if (parameter.FindValue() is not { } value)
            {
                if (!IsOptional(parameter, resources))
                    missing.Add(parameter);
                continue;
            }

            result._values.Add(parameter, value);
            if (parameter.Secret)
                secrets.Add(value);
        }

        if (missing.Count > 0)
            faults.Add(MissingParameters.Describe(missing));
        return result;
    }

    /// <summary>The value; null for one that may be missing and is.</summary>
    public string? Find(ParameterResource parameter) => _values.GetValueOrDefault(parameter);

    private static bool IsOptional(ParameterResource parameter, IReadOnlyList<IResource> resources)
    {
        var references = resources.SelectMany(resource => resource.Annotations.OfType<ConnectionStringReferenceAnnotation>()).Where(reference => reference.Resource == parameter).ToList();
        return references.Count > 0 && references.TrueForAll(reference => reference.Optional);
    }
}
