using Microsoft.AspNetCore.Connections;

namespace EdgeProxy.Gateway.Listening;

/// <summary>One connection of the admin port, with what it does and since when; a feature of its requests.</summary>
internal sealed class AdminConnection(ConnectionContext context, TimeProvider time)
{
    private long _since = time.GetTimestamp();
    private volatile bool _isBusy;

    /// <summary>A request is under way.</summary>
    public bool IsBusy => _isBusy;

    /// <summary>How long the request has been under way, or how long there has been none.</summary>
    public TimeSpan Age => time.GetElapsedTime(Interlocked.Read(ref _since));

    public void BeginRequest() => Change(isBusy: true);

    public void EndRequest() => Change(isBusy: false);

    public void AbortAfter(TimeSpan limit)
    {
        if (Age >= limit)
            Abort();
    }

    public void Abort() => context.Abort(new ConnectionAbortedException("The connection of the admin port was without a request, or its request took too long."));

    private void Change(bool isBusy)
    {
        Interlocked.Exchange(ref _since, time.GetTimestamp());
        _isBusy = isBusy;
    }
}
