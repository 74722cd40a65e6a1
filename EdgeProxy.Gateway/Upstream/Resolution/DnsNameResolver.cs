using System.Net;
using System.Net.Sockets;
using DnsClient;
using DnsClient.Protocol;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>Names by <c>/etc/hosts</c>, then by DNS with resolv.conf's servers and search list. Answers are never cached.</summary>
internal sealed class DnsNameResolver : INameResolver
{
    private readonly DnsOptions _options;
    private readonly HostsFile _hosts;
    private volatile Connection? _connection;

    public DnsNameResolver(DnsOptions options)
    {
        _options = options;
        _hosts = new HostsFile(options.HostsPath);
    }

    public async ValueTask<DnsAnswer> ResolveAsync(string name, DnsLookupFamily family, CancellationToken cancellationToken)
    {
        var known = Known(name);
        if (known.Count > 0)
            return new DnsAnswer(null, Choose(known, family));
        string? failure = null;
        var dns = Current();
        foreach (var candidate in dns.Conf.Candidates(name))
        {
            var answer = await QueryAsync(dns.Client, candidate, family, cancellationToken);
            if (answer.Addresses.Count > 0)
                return answer;
            failure ??= answer.Failure;
        }

        return failure is null ? DnsAnswer.Empty : new DnsAnswer(failure, []);
    }

    private static IReadOnlyList<IPAddress> Choose(IReadOnlyList<IPAddress> addresses, DnsLookupFamily family)
    {
        IReadOnlyList<IPAddress> v4 = [.. addresses.Where(address => address.AddressFamily == AddressFamily.InterNetwork)];
        IReadOnlyList<IPAddress> v6 = [.. addresses.Where(address => address.AddressFamily == AddressFamily.InterNetworkV6)];
        return family switch
        {
            DnsLookupFamily.V4Only => v4,
            DnsLookupFamily.V6Only => v6,
            DnsLookupFamily.Auto => v6.Count > 0 ? v6 : v4,
            DnsLookupFamily.V4Preferred => v4.Count > 0 ? v4 : v6,
            DnsLookupFamily.All => [.. v4, .. v6],
        };
    }

    private static bool IsLocalhost(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    private IReadOnlyList<IPAddress> Known(string name)
    {
        if (IPAddress.TryParse(name, out var literal))
            return [literal];
        var known = _hosts.Find(name);
        // RFC 6761, 6.3: localhost is never asked for.
        return known.Count == 0 && IsLocalhost(name) ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : known;
    }

    private static async ValueTask<DnsAnswer> QueryAsync(LookupClient client, string name, DnsLookupFamily family, CancellationToken cancellationToken)
    {
        if (family is DnsLookupFamily.V4Only or DnsLookupFamily.V6Only)
            return await QueryAsync(client, name, family == DnsLookupFamily.V4Only ? QueryType.A : QueryType.AAAA, cancellationToken);
        var (v4, v6) = (await QueryAsync(client, name, QueryType.A, cancellationToken), await QueryAsync(client, name, QueryType.AAAA, cancellationToken));
        return new DnsAnswer(v4.Failure ?? v6.Failure, Choose([.. v4.Addresses, .. v6.Addresses], family));
    }

    private static async ValueTask<DnsAnswer> QueryAsync(LookupClient client, string name, QueryType type, CancellationToken cancellationToken)
    {
        try
        {
            var response = await client.QueryAsync(name, type, QueryClass.IN, cancellationToken);
            if (response.Header.ResponseCode is not (DnsHeaderResponseCode.NoError or DnsHeaderResponseCode.NotExistentDomain))
                return new DnsAnswer($"{name}: {response.Header.ResponseCode}", []);
            return new DnsAnswer(null, [.. response.Answers.OfType<AddressRecord>().Select(record => record.Address).Distinct()]);
        }
        catch (Exception failure) when (cancellationToken.IsCancellationRequested)
        {
            // The library makes a DnsResponseException of a cancellation that comes while it waits for an answer.
            throw new OperationCanceledException($"The query for {name} was cancelled.", failure, cancellationToken);
        }
        catch (Exception failure)
        {
            // Whatever is received: the library throws many types for what it cannot parse, and one datagram must not end the resolving.
            return new DnsAnswer($"{name}: {failure.Message}", []);
        }
    }

    /// <summary>The servers of the resolver configuration, read again when the file changes: a laptop changes its network.</summary>
    private Connection Current()
    {
        // The time of the file is taken before its content: a change between the two is seen by the next question.
        var written = File.GetLastWriteTimeUtc(_options.ResolvConfPath);
        var connection = _connection;
        if (connection is not null && connection.Written == written)
            return connection;
        try
        {
            return _connection = Connect(written);
        }
        catch (Exception failure) when (connection is not null && (failure is IOException or UnauthorizedAccessException))
        {
            // Replaced at this moment: the next question reads it.
            return connection;
        }
    }

    private Connection Connect(DateTime written)
    {
        var conf = ResolvConf.Read(_options.ResolvConfPath);
        if (_options.Servers.Count > 0)
            conf = conf with { Servers = [.. _options.Servers.Select(server => Server(server))] };
        var client = new LookupClient(new LookupClientOptions([.. conf.Servers])
        {
            ContinueOnDnsError = true,
            ContinueOnEmptyResponse = false,
            Recursion = true,
            Retries = _options.Retries,
            ThrowDnsErrors = false,
            Timeout = _options.QueryTimeout.ForTimer(),
            UseCache = false,
        });
        return new Connection(client, conf, written);
    }

    private static IPEndPoint Server(string text)
    {
        var server = IPEndPoint.Parse(text);
        return server.Port == 0 ? new IPEndPoint(server.Address, 53) : server;
    }

    private sealed record Connection(LookupClient Client, ResolvConf Conf, DateTime Written);
}
