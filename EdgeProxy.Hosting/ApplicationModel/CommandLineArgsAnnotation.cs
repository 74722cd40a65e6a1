namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>Arguments of a resource's process, after those that were added before.</summary>
/// <param name="args">The arguments.</param>
public sealed class CommandLineArgsAnnotation(IReadOnlyList<ReferenceExpression> args) : IResourceAnnotation
{
    /// <summary>The arguments.</summary>
    public IReadOnlyList<ReferenceExpression> Args { get; } = args;
}
