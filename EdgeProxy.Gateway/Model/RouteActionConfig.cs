namespace EdgeProxy.Gateway.Model;

/// <summary>What a route does.</summary>
public abstract record RouteActionConfig;
