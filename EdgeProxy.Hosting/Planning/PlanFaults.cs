namespace EdgeProxy.Hosting.Planning;


/// <summary>Collects what is wrong with a model, so that all of it is told at once.</summary>
internal sealed class PlanFaults
{
    private readonly List<string> _faults = [];

    public void Add(string fault) => _faults.Add(fault);

    /// <summary>Ends the planning when anything is wrong.</summary>
    /// <exception cref="DistributedApplicationException">There are faults; the message has each of them.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count == 1)
            throw new DistributedApplicationException(_faults[0]);
        if (_faults.Count > 1)
        {
            throw new DistributedApplicationException(
                $"The application cannot start, for {_faults.Count} reasons:{string.Concat(_faults.Select(fault => $"{Environment.NewLine}  - {fault}"))}");
        }
    }
}
