namespace EdgeProxy.Hosting.ApplicationModel;


/// <summary>A project does not run ASP.NET Core's forwarded headers middleware: it wants to see the headers as they came.</summary>
public sealed class DisableForwardedHeadersAnnotation : IResourceAnnotation;
