using System.Globalization;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Kubernetes.Application;

namespace EdgeProxy.Hosting.Kubernetes.Reading;

/// <summary>
/// Reads Aspire's values (parameters, endpoints, connection strings, expressions of all these) as Kubernetes gets them. A secret never becomes
/// text. Errors are collected, so that all of them can be reported at once.
/// </summary>
internal sealed class ValueReader(ParameterValues parameterValues, List<string> errors)
{
    private readonly Dictionary<string, PublishedParameter> _parameters = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ParameterResource> _resources = [];
    private readonly Dictionary<IResource, List<IResource>> _calls = [];
    private readonly List<ParameterResource> _missing = [];

    /// <summary>The parameters that have no value and are no secrets.</summary>
    public IReadOnlyList<ParameterResource> Missing => _missing;

    /// <summary>All parameters of the values read so far. One that an integration made itself, such as a database's password, is not in the model.</summary>
    public IReadOnlyList<ParameterResource> Parameters => _resources;

    /// <summary>The resources whose endpoints appear in the values of <paramref name="caller"/>, in order of appearance.</summary>
    public IReadOnlyList<IResource> CalledBy(IResource caller) => _calls.TryGetValue(caller, out var callees) ? callees : [];

    /// <summary>Notes that <paramref name="caller"/> is given an address of <paramref name="callee"/>.</summary>
    public void AddCall(IResource caller, IResource callee)
    {
        if (caller == callee)
            return;
        if (!_calls.TryGetValue(caller, out var callees))
            _calls[caller] = callees = [];
        if (!callees.Contains(callee))
            callees.Add(callee);
    }

    /// <summary>Reads one value.</summary>
    /// <param name="value">A string, or one of Aspire's value types.</param>
    /// <param name="user">The resource that it is given to.</param>
    /// <param name="what">What it is, to begin an error message with.</param>
    /// <param name="cancellationToken">Stops waiting for values.</param>
    /// <returns>The text; null for a value that is left out: an optional connection string that does not exist.</returns>
    public async Task<PublishedText?> ReadAsync(object value, IResource user, string what, CancellationToken cancellationToken)
    {
        if (value is ConnectionStringReference { Optional: true, Resource: ParameterResource optional } && await parameterValues.FindAsync(optional, cancellationToken) is null)
            return null;
        return new PublishedText(Merge(await PartsAsync(value, isEscaped: false, new Use(user, what), cancellationToken)));
    }

    private async Task<IReadOnlyList<PublishedPart>> PartsAsync(object value, bool isEscaped, Use use, CancellationToken cancellationToken)
    {
        switch (value)
        {
            case string text:
                return [new PublishedPart(text, null, isEscaped)];
            case bool flag:
                return [new PublishedPart(flag ? "true" : "false", null, isEscaped)];
            case IResourceBuilder<IResource> builder:
                return await PartsAsync(builder.Resource, isEscaped, use, cancellationToken);
            case ReferenceExpression expression:
                return await ExpressionAsync(expression, isEscaped, use, cancellationToken);
            // Before connection strings: one of the configuration is a parameter too.
            case ParameterResource parameter:
                return [new PublishedPart(null, await ParameterAsync(parameter, cancellationToken), isEscaped)];
            case EndpointReference endpoint:
                return [Endpoint(endpoint, EndpointProperty.Url, isEscaped, use)];
            case EndpointReferenceExpression property:
                return [Endpoint(property.Endpoint, property.Property, isEscaped, use)];
            case ConnectionStringReference connection:
                return await PartsAsync(connection.Resource, isEscaped, use, cancellationToken);
            case IResourceWithConnectionString connection:
                return await ExpressionAsync(connection.ConnectionStringExpression, isEscaped, use, cancellationToken);
            case IFormattable formattable:
                return [new PublishedPart(formattable.ToString(null, CultureInfo.InvariantCulture), null, isEscaped)];
            default:
                errors.Add($"{use.What} of '{use.Resource.Name}' has a value of the type {value.GetType().Name}, which cannot be published. Allowed: text, parameters, endpoints and their properties, connection strings, reference expressions.");
                return [];
        }
    }

    private async Task<IReadOnlyList<PublishedPart>> ExpressionAsync(ReferenceExpression expression, bool isEscaped, Use use, CancellationToken cancellationToken)
    {
        if (expression.IsConditional)
        {
            var condition = await expression.Condition!.GetValueAsync(cancellationToken);
            var chosen = string.Equals(condition, expression.MatchValue, StringComparison.OrdinalIgnoreCase) ? expression.WhenTrue! : expression.WhenFalse!;
            return await ExpressionAsync(chosen, isEscaped, use, cancellationToken);
        }

        var parts = new List<PublishedPart>();
        foreach (var (text, index) in Split(expression.Format))
        {
            if (index is { } provider)
                parts.AddRange(await PartsAsync(expression.ValueProviders[provider], isEscaped || expression.StringFormats.ElementAtOrDefault(provider) == "uri", use, cancellationToken));
            else
                parts.Add(new PublishedPart(text, null, isEscaped));
        }

        return parts;
    }

    // A composite format string: literal text with doubled braces, and {0}.
    private static IEnumerable<(string Text, int? Provider)> Split(string format)
    {
        var literal = new StringBuilder();
        for (var at = 0; at < format.Length; at++)
        {
            if (format[at] is '{' or '}' && at + 1 < format.Length && format[at + 1] == format[at])
            {
                literal.Append(format[at++]);
                continue;
            }

            if (format[at] != '{')
            {
                literal.Append(format[at]);
                continue;
            }

            if (literal.Length > 0)
                yield return (literal.ToString(), null);
            literal.Clear();
            var end = format.IndexOf('}', at);
            yield return ("", int.Parse(format[(at + 1)..end].Split(':', ',')[0], CultureInfo.InvariantCulture));
            at = end;
        }

        if (literal.Length > 0)
            yield return (literal.ToString(), null);
    }

    private static List<PublishedPart> Merge(IReadOnlyList<PublishedPart> parts)
    {
        var merged = new List<PublishedPart>();
        foreach (var part in parts)
        {
            var text = part is { Text: { } literal, IsEscaped: true } ? Uri.EscapeDataString(literal) : part.Text;
            if (text is not null && merged is [.., { Text: { } before }])
                merged[^1] = new PublishedPart(before + text, null, IsEscaped: false);
            else
                merged.Add(text is null ? part : new PublishedPart(text, null, IsEscaped: false));
        }

        return merged;
    }

    private async Task<PublishedParameter> ParameterAsync(ParameterResource parameter, CancellationToken cancellationToken)
    {
        if (_parameters.TryGetValue(parameter.Name, out var known))
            return known;
        var value = parameter.Secret ? null : await parameterValues.FindAsync(parameter, cancellationToken);
        if (!parameter.Secret && value is null)
            _missing.Add(parameter);
        _resources.Add(parameter);
        return _parameters[parameter.Name] = new PublishedParameter(parameter.Name, parameter.Secret, value ?? (parameter.Secret ? null : ""));
    }

    private PublishedPart Endpoint(EndpointReference reference, EndpointProperty property, bool isEscaped, Use use)
    {
        AddCall(use.Resource, reference.Resource);
        var endpoint = reference.Resource.FindPublished(reference.EndpointName);
        var port = endpoint?.PublishedPort(reference.Resource);
        if (endpoint is null || port is null || !reference.Resource.IsPublished())
        {
            errors.Add(
                $"{use.What} of '{use.Resource.Name}' names the endpoint '{reference.EndpointName}' of '{reference.Resource.Name}', which is not published{(endpoint is null ? " and has no such endpoint" : "")}. Publish a container in its place: builder.ExecutionContext.IsPublishMode ? builder.AddContainer(...) : builder.AddExecutable(...); or leave the variable out there.");
            return new PublishedPart("", null, IsEscaped: false);
        }

        var (host, scheme) = (reference.Resource.Name, endpoint.UriScheme);
        var text = property switch
        {
            EndpointProperty.Host or EndpointProperty.IPV4Host => host,
            EndpointProperty.Port or EndpointProperty.TargetPort => $"{port}",
            EndpointProperty.Scheme => scheme,
            EndpointProperty.HostAndPort => $"{host}:{port}",
            EndpointProperty.TlsEnabled => endpoint.TlsEnabled ? bool.TrueString : bool.FalseString,
            _ => $"{scheme}://{host}:{port}",
        };
        return new PublishedPart(text, null, isEscaped);
    }

    private readonly record struct Use(IResource Resource, string What);
}
