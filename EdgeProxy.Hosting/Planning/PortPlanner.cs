using System.Security.Cryptography;
using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Ports;

namespace EdgeProxy.Hosting.Planning;


/// <summary>Gives every replica its name and its ports.</summary>
internal sealed class PortPlanner(FreePorts freePorts)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";
    private const int IdLength = 8;

    private readonly Dictionary<int, string> _fixedPorts = [];

    /// <summary>A free port; or the wanted one, if nothing listens there.</summary>
    public int WantedOrFree(int wanted) => freePorts.TryReserve(wanted) ? wanted : freePorts.Next();

    public IReadOnlyList<InstancePlan> Plan(IResource resource, bool hasOwnPorts, RunPlanOptions options, PlanFaults faults)
    {
        var replicas = resource.GetReplicaCount();
        var instances = new List<InstancePlan>(replicas);
        for (var replica = 0; replica < replicas; replica++)
        {
            var id = RandomNumberGenerator.GetString(Letters, IdLength);
            var endpoints = resource.GetEndpointAnnotations().Select(endpoint => Endpoint(resource, endpoint, hasOwnPorts, SharesPort(resource, replica, replicas), options, faults)).ToList();
            instances.Add(new InstancePlan($"{resource.Name}-{id}", id, endpoints));
        }

        return instances;
    }

    /// <summary>
    /// Clients reach each replica itself, so several cannot share one fixed port: each gets its own. What starts by hand keeps it for the first: a
    /// service that an IDE starts instead listens there, by its launch profile.
    /// </summary>
    private static bool SharesPort(IResource resource, int replica, int replicas) =>
        replicas > 1 && !(replica == 0 && resource.TryGetLastAnnotation<ExplicitStartupAnnotation>(out _));

    private EndpointPlan Endpoint(IResource resource, EndpointAnnotation endpoint, bool hasOwnPorts, bool sharesPort, RunPlanOptions options, PlanFaults faults)
    {
        // Nothing stands between a process and its clients: they use the port that it listens on. A container has one of its own behind it.
        var wanted = hasOwnPorts ? endpoint.Port : endpoint.TargetPort ?? endpoint.Port;
        var port = Port(resource, endpoint, wanted, sharesPort, options, faults);
        return new EndpointPlan(endpoint.Name, endpoint.UriScheme, port, endpoint.TargetPortEnvironmentVariable)
        {
            TargetPort = hasOwnPorts ? endpoint.TargetPort ?? port : port,
        };
    }

    private int Port(IResource resource, EndpointAnnotation endpoint, int? wanted, bool sharesPort, RunPlanOptions options, PlanFaults faults)
    {
        if (options.UseFreePorts || sharesPort || wanted is not { } port)
            return freePorts.Next();
        var owner = $"endpoint '{endpoint.Name}' of '{resource.Name}'";
        if (port is < 1 or > 65535)
            faults.Add($"The port {port} of the {owner} is out of range. Allowed: 1 to 65535.");
        else if (!_fixedPorts.TryAdd(port, owner))
            faults.Add($"The port {port} of the {owner} is also that of the {_fixedPorts[port]}. Give one of them another port in AppHost.cs.");
        else if (!resource.TryGetLastAnnotation<ExplicitStartupAnnotation>(out _) && !freePorts.TryReserve(port))
            faults.Add($"The port {port} of the {owner} is taken{PortHolder.Describe(port)}. {WayOut(endpoint)}");
        return port;
    }

    private static string WayOut(EndpointAnnotation endpoint) =>
        $"Stop that process, choose another port in AppHost.cs with WithEndpoint(\"{endpoint.Name}\", e => e.Port = ...), or start with '--isolated' to get free ports.";
}
