using System.Text.Json.Nodes;

namespace EdgeProxy.Gateway.Filters;

/// <summary>The answer of an authorization service.</summary>
internal sealed record AuthorizationAnswer(AuthorizationResult Result)
{
    public static AuthorizationAnswer Error { get; } = new(AuthorizationResult.Error);

    /// <summary>The status of a refusal.</summary>
    public int Status { get; init; } = StatusCodes.Status403Forbidden;

    /// <summary>The body of a refusal.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>Headers that take the place of the request's, or are those of a refusal.</summary>
    public IReadOnlyList<(string Name, string Value)> HeadersToSet { get; init; } = [];

    /// <summary>Headers that are added to the request's.</summary>
    public IReadOnlyList<(string Name, string Value)> HeadersToAdd { get; init; } = [];

    /// <summary>Headers that are added to those of the request that are there.</summary>
    public IReadOnlyList<(string Name, string Value)> HeadersToAppend { get; init; } = [];

    public IReadOnlyList<string> HeadersToRemove { get; init; } = [];

    /// <summary>Headers that take the place of the answer's.</summary>
    public IReadOnlyList<(string Name, string Value)> ResponseHeadersToSet { get; init; } = [];

    /// <summary>Headers that are added to the answer's.</summary>
    public IReadOnlyList<(string Name, string Value)> ResponseHeadersToAdd { get; init; } = [];

    public IReadOnlyList<(string Name, string Value)> QueryToSet { get; init; } = [];

    public IReadOnlyList<string> QueryToRemove { get; init; } = [];

    /// <summary>Metadata of the filter; null for none.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>Something of the request changes, so that another route may match it.</summary>
    public bool ChangesRequest => HeadersToSet.Count + HeadersToAdd.Count + HeadersToAppend.Count + HeadersToRemove.Count + QueryToSet.Count + QueryToRemove.Count > 0;
}
