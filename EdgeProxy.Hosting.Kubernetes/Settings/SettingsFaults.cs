using Aspire.Hosting;
namespace EdgeProxy.Hosting.Kubernetes.Settings;

/// <summary>Collects what is wrong with the settings, so that all of it is said at once.</summary>
internal sealed class SettingsFaults
{
    private readonly List<string> _faults = [];

    public void Add(string fault) => _faults.Add(fault);

    /// <exception cref="DistributedApplicationException">There is a fault.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count == 1)
            throw new DistributedApplicationException(_faults[0]);
        if (_faults.Count > 1)
            throw new DistributedApplicationException($"{_faults.Count} settings are wrong:\n{string.Join('\n', _faults.Select(fault => "  " + fault))}");
    }
}
