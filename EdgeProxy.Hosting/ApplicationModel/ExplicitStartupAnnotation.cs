namespace EdgeProxy.Hosting.ApplicationModel;


/// <summary>A resource is not started with the application, only by hand: from the dashboard, or by running it from an IDE.</summary>
public sealed class ExplicitStartupAnnotation : IResourceAnnotation;
