using Aspire.Hosting;
namespace EdgeProxy.Hosting.Kubernetes.Settings;

/// <summary>Collects what is wrong with the settings, so that everything is reported at once.</summary>
internal sealed class SettingsErrors
{
    private readonly List<string> _errors = [];

    public void Add(string error) => _errors.Add(error);

    /// <exception cref="DistributedApplicationException">There is a error.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count == 1)
            throw new DistributedApplicationException(_errors[0]);
        if (_errors.Count > 1)
            throw new DistributedApplicationException($"{_errors.Count} settings are wrong:\n{string.Join('\n', _errors.Select(error => "  " + error))}");
    }
}
