namespace EdgeProxy.Gateway.Lifecycle;

/// <summary>Whether the gateway wants traffic.</summary>
internal sealed class ServerState(GatewayStore gateway)
{
    private volatile bool _isFailing;
    private volatile bool _isStopping;

    /// <summary>Responses tell clients to go elsewhere.</summary>
    public bool IsDraining => _isFailing || _isStopping;

    public ServerPhase Phase =>
        IsDraining ? ServerPhase.Draining : gateway.Initialized.IsCompleted ? ServerPhase.Live : ServerPhase.PreInitializing;

    public string PhaseName => Phase switch
    {
        ServerPhase.Draining => "DRAINING",
        ServerPhase.PreInitializing => "PRE_INITIALIZING",
        _ => "LIVE",
    };

    /// <summary><c>/healthcheck/fail</c> and <c>/healthcheck/ok</c>.</summary>
    public void SetFailing(bool isFailing) => _isFailing = isFailing;

    public void SetStopping() => _isStopping = true;
}
