namespace EdgeProxy.EdgeBench.Contenders;

/// <summary>HAProxy with a thread for each core, keep-alive on both sides, and its HTTP log on its standard output, which is a file.</summary>
internal static class HaProxy
{
    public static async Task<Contender> StartAsync(Workplace workplace)
    {
        var port = Workplace.FreePort();
        var file = workplace.Write("haproxy.cfg", $"""
            global
              nbthread {Environment.ProcessorCount}
              maxconn 8192
              log stdout format raw local0
            defaults
              mode http
              log global
              option httplog
              option http-keep-alive
              http-reuse always
              timeout connect 250ms
              timeout client 1h
              timeout server 15s
              default-server pool-max-conn -1
            frontend edge
              bind 127.0.0.1:{port}
              use_backend pong-cluster if {"{ path_beg /pong }"}
              default_backend ping-cluster
            backend ping-cluster
              balance roundrobin
              server a 127.0.0.1:{workplace.Ping[0]}
              server b 127.0.0.1:{workplace.Ping[1]}
            backend pong-cluster
              balance roundrobin
              server a 127.0.0.1:{workplace.Pong[0]}
              server b 127.0.0.1:{workplace.Pong[1]}

            """);
        var process = await ChildProcess.StartAsync(["haproxy", "-db", "-f", file], port, workplace.File("haproxy.log"));
        var version = await Tool.FirstLineAsync("haproxy", "-v");
        return new Contender("haproxy", version.Split(' ')[2], port, port, process);
    }
}
