using System.IO.Hashing;
using System.Numerics;
using System.Runtime.InteropServices;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Routing;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>The hash that a consistent balancer picks by (Envoy, <c>hash_policy</c>).</summary>
internal static class RequestHash
{
    /// <summary>The hashes of the policies together; a random one where none gives any, as in Envoy.</summary>
    public static ulong Of(HttpContext context, string target, IReadOnlyList<HashPolicyConfig> policies)
    {
        ulong? hash = null;
        foreach (var policy in policies)
        {
            if (Value(context, target, policy) is { } value)
            {
                var next = XxHash64.HashToUInt64(MemoryMarshal.AsBytes(value.AsSpan()));
                hash = hash is { } before ? BitOperations.RotateLeft(before, 1) ^ next : next;
                if (policy.Terminal)
                    break;
            }
        }

        return hash ?? (ulong)Random.Shared.NextInt64();
    }

    private static string? Value(HttpContext context, string target, HashPolicyConfig policy) => policy.Kind switch
    {
        HashPolicyKind.Header => context.Request.Headers.TryGetValue(policy.Name, out var values) ? values.ToString() : null,
        HashPolicyKind.Cookie => context.Request.Cookies[policy.Name],
        HashPolicyKind.QueryParameter => QueryParameters.Find(target, policy.Name),
        HashPolicyKind.SourceIp => context.Connection.RemoteIpAddress?.ToString(),
    };
}
