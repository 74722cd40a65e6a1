using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability;
using Microsoft.Extensions.Primitives;

namespace EdgeProxy.Gateway.Routing;

/// <summary>The header changes of a route, of all its levels and in Envoy's order: removals first, the most specific level first.</summary>
internal sealed class HeaderChanges
{
    private HeaderChanges(IReadOnlyList<string> remove, IReadOnlyList<HeaderValueConfig> add)
    {
        Remove = remove;
        Add = [.. add.Select(header => new HeaderAddition(header.Name, HeaderFormat.Parse(header.Value), header.Action))];
    }

    public IReadOnlyList<string> Remove { get; }

    public IReadOnlyList<HeaderAddition> Add { get; }

    public static HeaderChanges? ForRequests(IReadOnlyList<HeaderChangesConfig> levels) => Create(
        [.. levels.SelectMany(level => level.RequestHeadersToRemove)],
        [.. levels.SelectMany(level => level.RequestHeadersToAdd)]);

    public static HeaderChanges? ForResponses(IReadOnlyList<HeaderChangesConfig> levels) => Create(
        [.. levels.SelectMany(level => level.ResponseHeadersToRemove)],
        [.. levels.SelectMany(level => level.ResponseHeadersToAdd)]);

    /// <summary>Makes the changes.</summary>
    /// <param name="headers">The headers of a request or an answer.</param>
    /// <param name="info">The request, for operators.</param>
    /// <exception cref="InvalidOperationException">A value cannot be written.</exception>
    public void Apply(IHeaderDictionary headers, in RequestInfo info)
    {
        foreach (var name in Remove)
            headers.Remove(name);
        foreach (var (name, format, action) in Add)
        {
            var exists = headers.ContainsKey(name);
            if ((exists && action == HeaderAppendAction.AddIfAbsent) || (!exists && action == HeaderAppendAction.OverwriteIfExists))
                continue;
            // Envoy (HeaderParser::evaluateHeaders): an empty value adds nothing.
            if (format.Format(info) is { Length: > 0 } value)
                headers[name] = action == HeaderAppendAction.AppendIfExistsOrAdd ? StringValues.Concat(headers[name], value) : value;
        }
    }

    private static HeaderChanges? Create(IReadOnlyList<string> remove, IReadOnlyList<HeaderValueConfig> add) =>
        remove.Count + add.Count == 0 ? null : new HeaderChanges(remove, add);

    /// <summary>One header to add.</summary>
    public sealed record HeaderAddition(string Name, HeaderFormat Value, HeaderAppendAction Action);
}
