namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>What a route does.</summary>
public abstract record RouteActionConfig;
