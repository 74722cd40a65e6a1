using EdgeProxy.Dashboard.Presentation;
using EdgeProxy.Dashboard.ResourceFeed;
using EdgeProxy.Dashboard.Telemetry;
using Microsoft.AspNetCore.Components;

namespace EdgeProxy.Dashboard.Components;

/// <summary>Something that is drawn again when what it shows has changed, a few times a second at most.</summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly List<Action> _ends = [];
    private RefreshGate? _gate;
    private bool _isDisposed;

    /// <summary>The clock.</summary>
    [Inject]
    public required TimeProvider Time { get; init; }

    [Inject]
    internal ITelemetryChanges Changes { get; init; } = default!;

    [Inject]
    internal ResourceStore Resources { get; init; } = default!;

    [Inject]
    internal ConsoleLogStore ConsoleLogs { get; init; } = default!;

    /// <summary>Which telemetry is shown.</summary>
    protected virtual TelemetrySignals Signals => TelemetrySignals.None;

    /// <summary>Whether resources of the feed are shown.</summary>
    protected virtual bool ShowsResources => false;

    /// <summary>Whether console lines are shown.</summary>
    protected virtual bool ShowsConsole => false;

    /// <summary>Whether it is drawn again each second, for what counts time.</summary>
    protected virtual bool Ticks => false;

    /// <summary>Reads anew what is shown. Called on the component's own context.</summary>
    protected abstract void Refresh();

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        // Only a page that lives in a browser comes here: one drawn for the first answer is thrown away.
        if (!firstRender || _isDisposed)
            return;
        _gate = new RefreshGate(Time, Pause, () => InvokeAsync(RefreshAndRender));
        if (Signals != TelemetrySignals.None)
            _ends.Add(Changes.Subscribe(Signals, _ => _gate.Ask()).Dispose);
        if (ShowsResources)
        {
            Resources.Changed += _gate.Ask;
            _ends.Add(() => Resources.Changed -= _gate.Ask);
        }

        if (ShowsConsole)
        {
            ConsoleLogs.Changed += _gate.Ask;
            _ends.Add(() => ConsoleLogs.Changed -= _gate.Ask);
        }

        if (Ticks)
            _ends.Add(Time.CreateTimer(_ => _gate.Ask(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)).Dispose);
        // What changed between the first drawing and the subscription.
        _gate.Ask();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the subscriptions.</summary>
    protected virtual void Dispose(bool disposing)
    {
        _isDisposed = true;
        foreach (var end in _ends)
            end();
        _ends.Clear();
        _gate?.Dispose();
    }

    private async Task RefreshAndRender()
    {
        if (_isDisposed)
            return;
        try
        {
            Refresh();
            StateHasChanged();
        }
        catch (Exception exception)
        {
            // Called from outside the renderer, which would not hear of it otherwise.
            await DispatchExceptionAsync(exception);
        }
    }
}
