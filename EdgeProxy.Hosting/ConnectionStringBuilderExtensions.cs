using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting;

/// <summary>Adds connection strings that are put together, by Aspire's names.</summary>
public static class ConnectionStringBuilderExtensions
{
    /// <summary>Adds a connection string out of values: <c>ReferenceExpression.Create($"Host={db.GetEndpoint("tcp").Property(EndpointProperty.Host)};..")</c>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="connectionStringExpression">The connection string.</param>
    /// <returns>The builder of the resource.</returns>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, ReferenceExpression connectionStringExpression)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(connectionStringExpression);
        return builder.AddResource(new ConnectionStringResource(name, connectionStringExpression));
    }

    /// <summary>Adds a connection string that is put together piece by piece.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="connectionStringBuilder">Puts it together.</param>
    /// <returns>The builder of the resource.</returns>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, Action<ReferenceExpressionBuilder> connectionStringBuilder)
    {
        ArgumentNullException.ThrowIfNull(connectionStringBuilder);
        var expression = new ReferenceExpressionBuilder();
        connectionStringBuilder(expression);
        return AddConnectionString(builder, name, expression.Build());
    }
}
