namespace EdgeProxy.Hosting.ApplicationModel;


/// <summary>One thing said of a resource.</summary>
public interface IResourceAnnotation;
