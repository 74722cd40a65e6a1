using Microsoft.Extensions.Primitives;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>The fields of an upstream request while they are collected, whatever carries them.</summary>
internal interface IUpstreamHeaders
{
    /// <summary>Adds a field, beside those of its name that there are.</summary>
    void Add(string name, StringValues values);

    bool Contains(string name);

    void Remove(string name);

    /// <summary>Sets the Host, whatever it is.</summary>
    void SetHost(string host);
}
