namespace EdgeProxy.Hosting.Publishing;

/// <summary>What a publish was asked for on the command line.</summary>
/// <param name="Step"><c>publish</c>, <c>deploy</c> or <c>destroy</c>.</param>
/// <param name="OutputPath">The folder to write to, relative to the current folder.</param>
/// <param name="Profile">The shape of what is published; null for the full one.</param>
/// <param name="AppHostDirectory">The folder of the AppHost's project.</param>
internal sealed record PublishOptions(string Step, string OutputPath, string? Profile, string AppHostDirectory);
