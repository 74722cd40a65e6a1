using Aspire.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Restarting;

/// <summary>The policy of a resource.</summary>
/// <param name="Policy">When to restart.</param>
internal sealed record RestartPolicyAnnotation(RestartPolicy Policy) : IResourceAnnotation;
