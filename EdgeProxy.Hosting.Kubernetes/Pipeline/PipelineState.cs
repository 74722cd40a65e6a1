namespace EdgeProxy.Hosting.Kubernetes.Pipeline;

/// <summary>What the steps of one run of the pipeline hand to each other.</summary>
internal sealed class PipelineState
{
}
