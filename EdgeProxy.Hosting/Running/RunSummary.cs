using EdgeProxy.Hosting.Logs;
using EdgeProxy.Hosting.Planning;

namespace EdgeProxy.Hosting.Running;


/// <summary>What runs where, for the person at the console.</summary>
internal static class RunSummary
{
    public static void Write(RunPlan plan, ConsoleOutput output)
    {
        output.WriteToConsole("");
        var width = plan.Resources.SelectMany(resource => resource.Replicas).Select(replica => replica.InstanceName.Length).DefaultIfEmpty(0).Max();
        foreach (var resource in plan.Resources)
        {
            var note = resource.IsExplicitStart ? $"   not started: it starts by hand ('start {resource.Resource.Name}')" : "";
            foreach (var replica in resource.Replicas)
            {
                var addresses = string.Join("   ", replica.Endpoints.Select(endpoint => endpoint.Name == endpoint.Scheme ? endpoint.Url : $"{endpoint.Name} {endpoint.Url}"));
                output.WriteToConsole($"  {replica.InstanceName.PadRight(width)}   {addresses}{note}");
            }
        }

        output.WriteToConsole("");
        if (plan.Dashboard is { } dashboard)
            output.WriteToConsole($"Login to the dashboard at {dashboard.LoginUrl}");
        output.WriteLine("Distributed application started. Press Ctrl+C to shut down.");
    }
}
