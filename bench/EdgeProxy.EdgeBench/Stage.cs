using EdgeProxy.EdgeBench.Contenders;

namespace EdgeProxy.EdgeBench;

/// <summary>The backends and all contenders, running until the end.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly Dictionary<string, Func<Workplace, Task<Contender>>> Starters = new(StringComparer.Ordinal)
    {
        ["haproxy"] = HaProxy.StartAsync,
        ["nginx"] = Nginx.StartAsync,
        ["caddy"] = Caddy.StartAsync,
        ["gateway"] = workplace => Gateway.StartAsync(workplace, GatewayVariant.AsShipped),
        ["yarp"] = BareYarp.StartAsync,
    };

    private readonly Workplace _workplace = new();
    private readonly List<ChildProcess> _processes = [];
    private readonly List<Contender> _contenders = [];

    private Stage()
    {
    }

    public static IReadOnlyCollection<string> Names => Starters.Keys;

    public IReadOnlyList<Contender> Contenders => _contenders;

    public Workplace Workplace => _workplace;

    public static async Task<Stage> SetUpAsync(BenchOptions options)
    {
        var stage = new Stage();
        try
        {
            stage._processes.Add(await Backends.StartAsync(stage._workplace));
            foreach (var name in options.Contenders)
                stage.Add(await Starters[name](stage._workplace));
            foreach (var variant in options.Variants)
                stage.Add(await Gateway.StartAsync(stage._workplace, variant));
            return stage;
        }
        catch (Exception)
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    private void Add(Contender contender)
    {
        _processes.Add(contender.Process);
        _contenders.Add(contender);
    }

    public async ValueTask DisposeAsync()
    {
        for (var index = _processes.Count - 1; index >= 0; index--)
            await _processes[index].DisposeAsync();
        _workplace.Dispose();
    }
}
