using System.Collections.ObjectModel;

namespace EdgeProxy.Hosting.ApplicationModel;


internal sealed class ResourceCollection : Collection<IResource>, IResourceCollection;
