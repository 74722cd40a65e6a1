using System.Threading.Tasks.Sources;

namespace EdgeProxy.Gateway.Primitives;

/// <summary>
/// Waits for a read and does something with what came, over and over without an object for each time: what the compiler makes of
/// <c>await</c> needs one whenever a read has to wait, and the pool that the framework offers keeps one for each processor, where hundreds
/// of connections wait at once. One read at a time.
/// </summary>
/// <typeparam name="T">What a read brings.</typeparam>
internal sealed class RepeatedRead<T> : IValueTaskSource<T>
{
    private readonly Func<ValueTask<T>, ValueTask<T>> _follow;
    private readonly Action _onRead;
    private readonly Action _onFollowed;
    private ManualResetValueTaskSourceCore<T> _result;
    private ValueTask<T> _read;

    /// <param name="follow">Takes a read that ended, well or not, and gives what the caller gets.</param>
    public RepeatedRead(Func<ValueTask<T>, ValueTask<T>> follow)
    {
        _follow = follow;
        _onRead = Follow;
        _onFollowed = End;
    }

    /// <summary>Waits for a read that has not ended.</summary>
    public ValueTask<T> WaitAsync(ValueTask<T> read)
    {
        _result.Reset();
        _read = read;
        var token = _result.Version;
        read.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_onRead);
        return new ValueTask<T>(this, token);
    }

    T IValueTaskSource<T>.GetResult(short token) => _result.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<T>.GetStatus(short token) => _result.GetStatus(token);

    void IValueTaskSource<T>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _result.OnCompleted(continuation, state, token, flags);

    private void Follow()
    {
        try
        {
            Hold(_follow(_read));
        }
        catch (Exception failure)
        {
            _result.SetException(failure);
            return;
        }

        if (_read.IsCompleted)
            End();
        else
            _read.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_onFollowed);
    }

    private void Hold(ValueTask<T> followed) => _read = followed;

    private void End()
    {
        T value;
        try
        {
            value = _read.GetAwaiter().GetResult();
        }
        catch (Exception failure)
        {
            _result.SetException(failure);
            return;
        }

        _result.SetResult(value);
    }
}
