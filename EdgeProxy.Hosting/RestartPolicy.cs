namespace EdgeProxy.Hosting;

/// <summary>When a replica that ended without being asked to is started again.</summary>
public sealed class RestartPolicy
{
    /// <summary>Whether an end with exit code 0 is followed by a restart too, as in a Kubernetes Deployment. The default is true.</summary>
    public bool RestartOnSuccess { get; init; } = true;

    /// <summary>The pause before the first restart. The default is zero; it must not be negative.</summary>
    public TimeSpan InitialDelay { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// The longest pause. The second restart follows after one second or <see cref="InitialDelay"/>, whichever is longer, and each later pause is twice the one before, up to this value. The
    /// default is 30 seconds; it must not be shorter than <see cref="InitialDelay"/>.
    /// </summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A replica that ran this long counts as a first failure again. The default is 60 seconds; it must be positive.</summary>
    public TimeSpan ResetAfter { get; init; } = TimeSpan.FromSeconds(60);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(InitialDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDelay, InitialDelay);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ResetAfter, TimeSpan.Zero);
    }
}
