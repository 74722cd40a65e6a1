namespace EdgeProxy.Conformance;

/// <summary>What <c>--help</c> prints.</summary>
public static class HelpText
{
    /// <summary>The text.</summary>
    public static string Text { get; } = $"""
        Checks that a proxy behaves as the specified edge does: /pong to one cluster, /ping and everything else to another,
        with Envoy's routing, headers, failures, limits, HTTP/2 and admin port. Works on any proxy.

        Usage:
          dotnet run --project tests/EdgeProxy.Conformance -- http://HOST:PORT [options]

        The proxy under test must have these routes, in this order, by string prefix:
          /pong -> cluster pong-cluster      /ping -> cluster ping-cluster      / -> cluster ping-cluster

        What goes upstream is seen only by backends of the suite's own. Let the proxy's two clusters be 127.0.0.1:18081 (ping) and
        127.0.0.1:18082 (pong), and give the same ports here; the suite listens on them while it runs:
          dotnet run --project tests/EdgeProxy.Conformance -- http://127.0.0.1:8000 --backends 18081,18082
        Without them, cases that need to look upstream are skipped and say so.

        Options:
          --backends PING,PONG        ports for the suite's own backends behind the proxy
          --backends-only             start the backends and wait for Ctrl+C, e.g. while setting up the proxy
          --admin URL                 the admin port; without it the groups admin, statistics and drain are skipped
          --path-without-hosts PATH   a path whose cluster has no hosts, e.g. /void
          --access-log FILE           the proxy's access log (Envoy's default format), for the response flags
          --route-timeout SECONDS     the proxy's route timeout when it is not 15s; a shorter one makes the run shorter
          --group NAME                only this group (may be repeated)
          --case TEXT                 only cases with this in their name (may be repeated)
          --slow                      also the cases that wait for the five minutes' idle timeout
          --failures                  print failed cases only
          --list                      list the cases without running them
          --json                      print JSON: one object with the cases and the totals
          --help                      this text

        Groups:
          {string.Join(", ", ConformanceCases.Groups)}

        Exit code: 0 every case that ran is as expected; 1 some are not; 2 the command line is wrong or the proxy cannot be reached.
        More, with configurations of HAProxy and nginx to try it on: docs/conformance.md
        """;
}
