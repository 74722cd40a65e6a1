namespace EdgeProxy.Hosting.ApplicationModel;


/// <summary>A resource that listens.</summary>
public interface IResourceWithEndpoints : IResource;
