using Aspire.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Edge;

/// <summary>Marks a resource that <c>AddEdgeProxy</c> added.</summary>
internal sealed class EdgeAnnotation : IResourceAnnotation;
