using EdgeProxy.Dashboard.Telemetry.Resources;

namespace EdgeProxy.Dashboard.Telemetry.Traces.Views;

/// <summary>One or several neighbouring rows on a small map.</summary>
/// <param name="Left">Where they start, a share of the trace from 0 to 1.</param>
/// <param name="Width">How long they last, a share of the trace from 0 to 1.</param>
/// <param name="Resource">The resource of the longest of them.</param>
/// <param name="HasError">Whether one of them failed.</param>
public readonly record struct MinimapBar(double Left, double Width, ResourceKey Resource, bool HasError);
