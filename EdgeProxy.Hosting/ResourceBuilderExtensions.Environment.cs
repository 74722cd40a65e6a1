using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting;

/// <summary>What a resource's process is told: environment variables and arguments.</summary>
public static partial class ResourceBuilderExtensions
{
    /// <summary>Sets an environment variable of the resource's process.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="name">The variable's name.</param>
    /// <param name="value">The value; null takes away a variable of the launch profile.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
        where T : IResourceWithEnvironment =>
        builder.WithVariable(name, value is null ? null : ReferenceExpression.Of(value));

    /// <summary>Sets an environment variable to an interpolated string of values: <c>$"http://{api.GetEndpoint("http")}/v1"</c>.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="name">The variable's name.</param>
    /// <param name="value">The interpolated string.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder, string name, in ReferenceExpression.ExpressionInterpolatedStringHandler value)
        where T : IResourceWithEnvironment =>
        builder.WithVariable(name, value.GetExpression());

    /// <summary>Sets an environment variable to text with values in it.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="name">The variable's name.</param>
    /// <param name="value">The text with values in it.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, ReferenceExpression value)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(value);
        return builder.WithVariable(name, value);
    }

    /// <summary>Sets an environment variable to a value, such as a part of an endpoint's address.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="name">The variable's name.</param>
    /// <param name="value">The value.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, IExpressionValue value)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(value);
        return builder.WithVariable(name, ReferenceExpression.Of(value));
    }

    /// <summary>Sets an environment variable to the URL of an endpoint: that of the first replica where there are several.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="name">The variable's name.</param>
    /// <param name="endpointReference">The endpoint.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, EndpointReference endpointReference)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(endpointReference);
        return builder.WithVariable(name, ReferenceExpression.Of(endpointReference));
    }

    /// <summary>Sets an environment variable to the value of a parameter. A secret one is shown nowhere.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="name">The variable's name.</param>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> parameter)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return builder.WithVariable(name, ReferenceExpression.Of(parameter.Resource));
    }

    /// <summary>Sets an environment variable to a connection string.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="envVarName">The variable's name.</param>
    /// <param name="resource">The resource with the connection string.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder, string envVarName, IResourceBuilder<IResourceWithConnectionString> resource)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(resource);
        return builder.WithVariable(envVarName, ReferenceExpression.Of(resource.Resource));
    }

    /// <summary>Adds arguments to the resource's command line.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="args">The arguments.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, params string[] args)
        where T : IResourceWithArgs
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(args);
        return builder.WithAnnotation(new CommandLineArgsAnnotation([.. args.Select(ReferenceExpression.Of)]));
    }

    /// <summary>Adds arguments to the resource's command line, values among them. What is secret there can be seen in a list of processes.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="args">Text, values, or builders of resources that are values: parameters and connection strings.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">An argument is none of these.</exception>
    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, params object[] args)
        where T : IResourceWithArgs
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(args);
        return builder.WithAnnotation(new CommandLineArgsAnnotation([.. args.Select(Argument)]));
    }

    /// <summary>An argument as it may be given in <c>AppHost.cs</c>.</summary>
    internal static ReferenceExpression Argument(object? argument) => argument switch
    {
        string text => ReferenceExpression.Of(text),
        IExpressionValue value => ReferenceExpression.Of(value),
        IResourceBuilder<IResource> { Resource: IExpressionValue value } => ReferenceExpression.Of(value),
        IFormattable number => ReferenceExpression.Of(number.ToString(null, System.Globalization.CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException(
            $"An argument is {argument?.GetType().Name ?? "null"}. Allowed: text, numbers, endpoints and their properties, reference expressions, parameters and connection strings."),
    };

    private static IResourceBuilder<T> WithVariable<T>(this IResourceBuilder<T> builder, string name, ReferenceExpression? value)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return builder.WithAnnotation(new EnvironmentAnnotation(name, value));
    }
}
