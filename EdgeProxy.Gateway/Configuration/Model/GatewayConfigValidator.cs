using System.Text.RegularExpressions;

namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Checks what must hold wherever a configuration came from, and reports all of it.</summary>
public static class GatewayConfigValidator
{
    /// <summary>They frame the message, and only who writes it knows them.</summary>
    private static readonly string[] FramingHeaders = ["content-length", "transfer-encoding"];

    /// <summary>Everything that is wrong; empty when nothing is.</summary>
    /// <param name="config">The configuration.</param>
    public static IReadOnlyList<ConfigError> Validate(GatewayConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var errors = new List<ConfigError>();
        var clusters = new HashSet<string>(config.Clusters.Count, StringComparer.Ordinal);
        foreach (var cluster in config.Clusters)
        {
            if (!clusters.Add(cluster.Name))
                errors.Add(new(ClusterPlace(cluster), "the name is used twice; give each cluster one of its own."));
            Validate(cluster, errors);
        }

        var listeners = new HashSet<string>(StringComparer.Ordinal);
        foreach (var listener in config.Listeners.Where(listener => !listeners.Add(listener.Name)))
            errors.Add(new($"listener '{Escape(listener.Name)}'", "the name is used twice; give each listener one of its own."));
        foreach (var manager in config.ConnectionManagers())
            Validate(manager, clusters, errors);
        return errors;
    }

    private static void Validate(ConnectionManagerConfig manager, HashSet<string> clusters, List<ConfigError> errors)
    {
        var domains = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var host in manager.VirtualHosts)
        {
            foreach (var domain in host.Domains.Where(domain => !domains.Add(domain)))
                errors.Add(new($"virtual host '{host.Name}'", $"the domain '{domain}' belongs to another virtual host already."));
            Validate(host.HeaderChanges, $"virtual host '{host.Name}'", errors);
            Validate(host.Filters, $"virtual host '{host.Name}'", errors);
            for (var index = 0; index < host.Routes.Count; index++)
                Validate(host.Routes[index], RoutePlace(host, index), clusters, errors);
        }

        Validate(manager, errors);
    }

    private static void Validate(ConnectionManagerConfig listener, List<ConfigError> errors)
    {
        Validate(listener.HeaderChanges, "listener", errors);
        if (!HttpText.IsHeaderValue(listener.ServerName))
            errors.Add(new("listener server_name", $"'{Escape(listener.ServerName)}' is not allowed; one line without control characters is."));
        if (listener.RateLimit is { } limit)
        {
            if (limit.FillInterval < TimeSpan.FromMilliseconds(50))
                errors.Add(new("listener rate limit", $"the fill interval {limit.FillInterval} is not allowed; 50 ms or more is."));
            if (limit.MaxTokens < 1 || limit.TokensPerFill < 1)
                errors.Add(new("listener rate limit", $"{limit.MaxTokens} tokens, {limit.TokensPerFill} per fill, are not allowed; 1 or more are."));
        }

        if (listener.MaxRequestHeadersKb is < 1 or > 8192)
            errors.Add(new("listener max_request_headers_kb", $"{listener.MaxRequestHeadersKb} is not allowed; 1 to 8192 is."));
        if (listener.MaxRequestHeadersCount < 1)
            errors.Add(new("listener max_headers_count", $"{listener.MaxRequestHeadersCount} is not allowed; 1 or more is."));
    }

    private static string ClusterPlace(ClusterConfig cluster) => $"cluster '{cluster.Name}'";

    private static string RoutePlace(VirtualHostConfig host, int index)
    {
        var name = host.Routes[index].Name;
        return name.Length > 0 ? $"route '{name}'" : $"virtual host '{host.Name}' route {index}";
    }

    private static void Validate(ClusterConfig cluster, List<ConfigError> errors)
    {
        var place = ClusterPlace(cluster);
        if (cluster.ConnectTimeout <= TimeSpan.Zero)
            errors.Add(new(place, $"the connect timeout {cluster.ConnectTimeout} is not allowed; more than 0 is."));
        if (cluster.Discovery == ClusterDiscovery.LogicalDns && cluster.Endpoints.Count != 1)
            errors.Add(new(place, $"LOGICAL_DNS takes exactly one endpoint, not {cluster.Endpoints.Count}; use STRICT_DNS for several."));
        if (cluster.MinimumRingSize is < 1 or > 8_388_608)
            errors.Add(new(place, $"the minimum ring size {cluster.MinimumRingSize} is not allowed; 1 to 8388608 is."));
        if (cluster.LeastRequestChoices < 2)
            errors.Add(new(place, $"the choice count {cluster.LeastRequestChoices} is not allowed; 2 or more is."));
        if (cluster.HealthyPanicThreshold is < 0 or > 100)
            errors.Add(new(place, $"the panic threshold {cluster.HealthyPanicThreshold} is not allowed; 0 to 100 percent is."));
        if (cluster.DnsRefreshRate < TimeSpan.FromMilliseconds(1))
            errors.Add(new(place, $"the DNS refresh rate {cluster.DnsRefreshRate} is not allowed; 1 ms or more is."));
        if (cluster.Tls?.Sni is { } sni && !IsServerName(sni))
            errors.Add(new(place, $"'{Escape(sni)}' is not a server name (SNI); a host name without a port is."));
        if (cluster.OutlierDetection is { } outlier)
            Validate(outlier, place, errors);
        foreach (var check in cluster.HealthChecks)
            Validate(check, place, errors);
        foreach (var endpoint in cluster.Endpoints)
        {
            if (endpoint.Port is < 1 or > 65535)
                errors.Add(new(place, $"the port {endpoint.Port} of '{endpoint.Address}' is not allowed; 1 to 65535 is."));
            if (endpoint.Weight < 1)
                errors.Add(new(place, $"the weight {endpoint.Weight} of '{endpoint.Address}' is not allowed; 1 or more is."));
            if (cluster.Discovery == ClusterDiscovery.Static && !System.Net.IPAddress.TryParse(endpoint.Address, out _))
                errors.Add(new(place, $"'{endpoint.Address}' is not an IP address; a STATIC cluster takes only those. Use STRICT_DNS for names."));
        }
    }

    private static void Validate(OutlierDetectionConfig outlier, string place, List<ConfigError> errors)
    {
        if (outlier.MaxEjectionPercent is < 0 or > 100)
            errors.Add(new(place, $"the max ejection percent {outlier.MaxEjectionPercent} is not allowed; 0 to 100 is."));
        if (outlier.Interval < TimeSpan.FromMilliseconds(1))
            errors.Add(new(place, $"the outlier detection interval {outlier.Interval} is not allowed; 1 ms or more is."));
        if (outlier.BaseEjectionTime < TimeSpan.Zero || outlier.MaxEjectionTime < TimeSpan.Zero)
            errors.Add(new(place, $"the ejection times {outlier.BaseEjectionTime} and {outlier.MaxEjectionTime} are not allowed; 0 or more is."));
    }

    private static void Validate(HealthCheckConfig check, string place, List<ConfigError> errors)
    {
        if (check.Interval < TimeSpan.FromMilliseconds(1))
            errors.Add(new(place, $"the health check interval {check.Interval} is not allowed; 1 ms or more is."));
        if (check.Timeout < TimeSpan.FromMilliseconds(1))
            errors.Add(new(place, $"the health check timeout {check.Timeout} is not allowed; 1 ms or more is."));
        if (check.Kind == HealthCheckKind.Http && !HttpText.IsPath(check.Path))
            errors.Add(new(place, $"the health check path '{Escape(check.Path)}' is not allowed; a path starts with '/' and has no blanks."));
        if (check.Host.Length > 0 && !HttpText.IsHost(check.Host))
            errors.Add(new(place, $"the health check host '{Escape(check.Host)}' is not allowed; 'HOST' and 'HOST:PORT' are."));
    }

    /// <summary>Whether the TLS library takes it: it converts the name to ASCII.</summary>
    private static bool IsServerName(string name)
    {
        try
        {
            return HttpText.IsHeaderValue(name) && new System.Globalization.IdnMapping().GetAscii(name).Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Validate(HeaderChangesConfig changes, string place, List<ConfigError> errors)
    {
        if (ReferenceEquals(changes, HeaderChangesConfig.None))
            return;
        foreach (var header in changes.RequestHeadersToAdd.Concat(changes.ResponseHeadersToAdd))
        {
            if (!HttpText.IsToken(header.Name))
                errors.Add(new(place, $"'{Escape(header.Name)}' is not the name of a header (RFC 9110, 5.6.2)."));
            else if (FramingHeaders.Contains(header.Name, StringComparer.OrdinalIgnoreCase))
                errors.Add(new(place, $"the header '{header.Name}' may not be set: it says where the message ends, which the gateway does itself."));
            if (!HttpText.IsHeaderValue(header.Value))
                errors.Add(new(place, $"the value of the header '{Escape(header.Name)}' has a control character at position {ControlAt(header.Value)}; one line without any is allowed."));
            if (header.Name.Equals("host", StringComparison.OrdinalIgnoreCase) && !header.Value.Contains('%', StringComparison.Ordinal) && !HttpText.IsHost(header.Value))
                errors.Add(new(place, $"'{Escape(header.Value)}' is not a host; 'HOST' and 'HOST:PORT' are."));
        }

        foreach (var name in changes.RequestHeadersToRemove.Concat(changes.ResponseHeadersToRemove).Where(name => !HttpText.IsToken(name)))
            errors.Add(new(place, $"'{Escape(name)}' is not the name of a header (RFC 9110, 5.6.2)."));
    }

    private static void Validate(IReadOnlyList<RouteFilterConfig> filters, string place, List<ConfigError> errors)
    {
        foreach (var cors in filters.Select(filter => filter.Settings).OfType<CorsConfig>())
            Validate(cors, place, errors);
    }

    private static void Validate(CorsConfig cors, string place, List<ConfigError> errors)
    {
        foreach (var match in cors.AllowOriginMatches.Where(match => match.Kind == ValueMatchKind.Regex))
            ValidateRegex(match.Value, place, errors);
        foreach (var value in cors.AllowOrigins.Concat(cors.AllowMethods).Concat(cors.AllowHeaders).Concat(cors.ExposeHeaders).Where(value => !HttpText.IsHeaderValue(value)))
            errors.Add(new(place, $"the CORS value '{Escape(value)}' is not allowed; one line without control characters is."));
    }

    private static void Validate(RouteConfig route, string place, HashSet<string> clusters, List<ConfigError> errors)
    {
        if (route.Match.PathKind == PathMatchKind.Regex)
            ValidateRegex(route.Match.Path, place, errors);
        else if (route.Match.Path is not ['/', ..] && route.Match.Path.Length > 0)
            errors.Add(new(place, $"the path '{route.Match.Path}' matches no request; a path starts with '/'."));
        foreach (var match in route.Match.Headers.Concat(route.Match.QueryParameters).Where(match => match.Kind == ValueMatchKind.Regex))
            ValidateRegex(match.Value, place, errors);
        Validate(route.HeaderChanges, place, errors);
        Validate(route.Filters, place, errors);
        switch (route.Action)
        {
            case ForwardActionConfig forward:
                Validate(forward, place, clusters, errors);
                break;
            case RedirectActionConfig redirect:
                Validate(redirect, place, errors);
                break;
            case DirectResponseConfig { Status: < 200 or > 599 } direct:
                errors.Add(new(place, $"the status {direct.Status} is not allowed; 200 to 599 is."));
                break;
        }
    }

    private static void Validate(RedirectActionConfig redirect, string place, List<ConfigError> errors)
    {
        if (redirect.Status is not (301 or 302 or 303 or 307 or 308))
            errors.Add(new(place, $"the redirect status {redirect.Status} is not allowed; 301, 302, 303, 307 and 308 are."));
        if (redirect.Scheme is { } scheme && !Uri.CheckSchemeName(scheme))
            errors.Add(new(place, $"'{Escape(scheme)}' is not a scheme; 'http' and 'https' are."));
        if (redirect.Host is { } host && !HttpText.IsHost(host))
            errors.Add(new(place, $"'{Escape(host)}' is not a host; 'HOST' and 'HOST:PORT' are."));
        if (redirect.Path is { } path && !HttpText.IsHeaderValue(path))
            errors.Add(new(place, $"the path '{Escape(path)}' is not allowed; one line without control characters is."));
        if (redirect.PrefixRewrite is { Length: > 0 } prefix && !HttpText.IsHeaderValue(prefix))
            errors.Add(new(place, $"the path '{Escape(prefix)}' is not allowed; one line without control characters is."));
        if (redirect.RegexRewrite is { } rewrite)
            Validate(rewrite, place, errors);
    }

    private static void Validate(ForwardActionConfig forward, string place, HashSet<string> clusters, List<ConfigError> errors)
    {
        if (forward.Clusters.Count == 0)
            errors.Add(new(place, "it goes to no cluster; name one."));
        foreach (var target in forward.Clusters)
        {
            if (!clusters.Contains(target.Name))
                errors.Add(new(place, $"the cluster '{target.Name}' is not defined.{Hint(target.Name, clusters)} Defined: {Listed(clusters)}."));
            if (target.Weight < 0)
                errors.Add(new(place, $"the weight {target.Weight} of '{target.Name}' is not allowed; 0 or more is."));
        }

        var weights = forward.Clusters.Sum(target => (long)target.Weight);
        if (forward.Clusters.Count > 0 && weights == 0)
            errors.Add(new(place, "the weights of its clusters are all 0; one must be more."));
        if (weights > int.MaxValue)
            errors.Add(new(place, $"the weights of its clusters are {weights} together; {int.MaxValue} is the most."));
        foreach (var target in forward.Clusters)
            Validate(target.HeaderChanges, place, errors);
        if (forward.HostRewrite is { } host && !HttpText.IsHost(host))
            errors.Add(new(place, $"the host '{Escape(host)}' is not allowed; 'HOST' and 'HOST:PORT' are."));
        if (forward.PrefixRewrite is { Length: > 0 } prefix && !HttpText.IsPath(prefix))
            errors.Add(new(place, $"the path '{Escape(prefix)}' is not allowed; a path starts with '/' and has neither blanks nor '#'."));
        if (forward.RegexRewrite is { } rewrite)
            Validate(rewrite, place, errors);
        if (forward.RetryPolicy is { } retry && retry.RetriableStatusCodes.FirstOrDefault(status => status is < 100 or > 599, 200) is var wrong and not 200)
            errors.Add(new(place, $"the retriable status {wrong} is not allowed; 100 to 599 is."));
    }

    private static string Hint(string name, HashSet<string> clusters) =>
        EditDistance.Nearest(name, clusters) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    private static string Listed(HashSet<string> clusters) =>
        clusters.Count == 0 ? "none" : string.Join(", ", clusters.Order(StringComparer.Ordinal).Take(10).Select(name => $"'{name}'"))
            + (clusters.Count > 10 ? $" and {clusters.Count - 10} more" : "");

    /// <summary>The path that comes out must begin with a slash: what it begins with otherwise would become part of the host.</summary>
    private static void Validate(RegexRewriteConfig rewrite, string place, List<ConfigError> errors)
    {
        var groups = ValidateRegex(rewrite.Pattern, place, errors);
        var text = rewrite.Substitution;
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '\\')
                continue;
            if (++index == text.Length || !(char.IsAsciiDigit(text[index]) || text[index] == '\\'))
                errors.Add(new(place, $"the substitution '{Escape(text)}' is not allowed; behind a backslash comes a digit or a backslash."));
            else if (groups is { } count && char.IsAsciiDigit(text[index]) && text[index] - '0' > count)
                errors.Add(new(place, $"the substitution '{Escape(text)}' asks for group {text[index]}; the expression '{rewrite.Pattern}' has {count}."));
        }

        if (text.AsSpan().ContainsAnyInRange('\0', ' ') || text.AsSpan().ContainsAny('\x7f', '#'))
            errors.Add(new(place, $"the substitution '{Escape(text)}' is not allowed; a path has no blanks, control characters or '#'."));
        if (rewrite.Pattern.StartsWith('^') && text is [not ('/' or '\\'), ..])
            errors.Add(new(place, $"the substitution '{Escape(text)}' makes a path without a leading slash; begin it with '/'."));
    }

    /// <summary>An expression is used alone, and for whole matches inside <c>\A(?:...)\z</c>: it must be valid as both.</summary>
    /// <returns>The number of its groups; null when it cannot be used.</returns>
    private static int? ValidateRegex(string pattern, string place, List<ConfigError> errors)
    {
        const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        try
        {
            var expression = new Regex(pattern, Options);
            _ = new Regex($@"\A(?:{pattern})\z", Options);
            return expression.GetGroupNumbers().Length - 1;
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            errors.Add(new(place, $"the expression '{Escape(pattern)}' cannot be used: {failure.Message}"));
            return null;
        }
    }

    /// <summary>Where, not what: the value may be a secret, whose file ends with a line feed.</summary>
    private static int ControlAt(string value) => value.TakeWhile(letter => letter == '\t' || !char.IsControl(letter)).Count() + 1;

    /// <summary>A text for a message of one line.</summary>
    private static string Escape(string text) =>
        string.Concat(text.Select(letter => char.IsControl(letter) ? $"\\x{(int)letter:X2}" : letter.ToString()));
}
