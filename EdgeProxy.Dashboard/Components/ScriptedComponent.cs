using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EdgeProxy.Dashboard.Components;

/// <summary>
/// A component with a script beside it: the script's module makes an object for the component, which is called and in the end disposed.
/// A component may go at any moment, also while the browser is still loading the script: then nothing more is asked of it.
/// </summary>
public abstract class ScriptedComponent : ComponentBase, IAsyncDisposable
{
    private IJSObjectReference? _module;
    private IJSObjectReference? _script;
    private DotNetObjectReference<ScriptedComponent>? _self;
    private bool _isDisposed;

    [Inject]
    internal IJSRuntime Js { get; init; } = default!;

    /// <summary>Whether the script's object is there to be called.</summary>
    protected bool IsScripted => _script is not null && !_isDisposed;

    /// <summary>Loads a module and makes its object.</summary>
    /// <param name="module">The module's path.</param>
    /// <param name="function">The function that makes the object. It gets <paramref name="root"/>, the way back here, and <paramref name="arguments"/>.</param>
    /// <param name="root">The element that the script works on.</param>
    /// <param name="arguments">More for the function.</param>
    protected Task StartScriptAsync(string module, string function, ElementReference root, params object?[] arguments) => GuardAsync(async () =>
    {
        _module = await Js.InvokeAsync<IJSObjectReference>("import", module);
        if (_isDisposed)
            return;
        _self = DotNetObjectReference.Create(this);
        _script = await _module.InvokeAsync<IJSObjectReference>(function, [root, _self, .. arguments]);
    });

    /// <summary>Calls a function of the script's object.</summary>
    /// <returns>False where there is no object (yet).</returns>
    protected async Task<bool> CallScriptAsync(string function, params object?[] arguments)
    {
        if (!IsScripted)
            return false;
        await GuardAsync(async () => await _script!.InvokeVoidAsync(function, arguments));
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await GuardAsync(async () =>
        {
            if (_script is not null)
            {
                await _script.InvokeVoidAsync("dispose");
                await _script.DisposeAsync();
            }

            if (_module is not null)
                await _module.DisposeAsync();
        });
        _self?.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (exception is JSDisconnectedException or TaskCanceledException || (_isDisposed && exception is JSException or ObjectDisposedException))
        {
            // The browser or the component is gone, and with it what was to be done.
        }
    }
}
