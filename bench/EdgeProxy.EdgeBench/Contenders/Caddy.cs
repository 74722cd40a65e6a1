namespace EdgeProxy.EdgeBench.Contenders;

/// <summary>Caddy with its access log in a file.</summary>
internal static class Caddy
{
    public static async Task<Contender> StartAsync(Workplace workplace)
    {
        var port = Workplace.FreePort();
        var file = workplace.Write("Caddyfile", $$"""
            {
              admin off
              auto_https off
              servers {
                protocols h1 h2c
              }
            }
            http://:{{port}} {
              bind 127.0.0.1
              log {
                output file {{workplace.File("caddy-access.log")}}
              }
              handle /pong* {
                reverse_proxy 127.0.0.1:{{workplace.Pong[0]}} 127.0.0.1:{{workplace.Pong[1]}} {
                  lb_policy round_robin
                }
              }
              handle {
                reverse_proxy 127.0.0.1:{{workplace.Ping[0]}} 127.0.0.1:{{workplace.Ping[1]}} {
                  lb_policy round_robin
                }
              }
            }

            """);
        var environment = new Dictionary<string, string> { ["HOME"] = workplace.Folder };
        var process = await ChildProcess.StartAsync(
            ["caddy", "run", "--adapter", "caddyfile", "--config", file], port, workplace.File("caddy.log"), environment);
        return new Contender("caddy", await Tool.FirstLineAsync("caddy", "version"), port, port, process);
    }
}
