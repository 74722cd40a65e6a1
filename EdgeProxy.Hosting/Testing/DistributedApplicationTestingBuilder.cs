using EdgeProxy.Hosting.CommandLine;

namespace EdgeProxy.Hosting.Testing;


/// <summary>
/// Runs an AppHost inside a test, by Aspire's names: free ports, no dashboard, every process ended before the application's dispose returns.
/// </summary>
public static class DistributedApplicationTestingBuilder
{
    /// <inheritdoc cref="CreateAsync{TEntryPoint}(string[], CancellationToken)" />
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync<TEntryPoint>([], cancellationToken);

    /// <summary>Calls the entry point of an AppHost and stops it where its model is complete.</summary>
    /// <typeparam name="TEntryPoint">A type of the AppHost's assembly: <c>Projects.EdgeProxy_AppHost</c>.</typeparam>
    /// <param name="args">The AppHost's arguments.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">An argument is wrong; the message says what was allowed.</exception>
    /// <exception cref="DistributedApplicationException">The AppHost ended without building an application.</exception>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class
    {
        ArgumentNullException.ThrowIfNull(args);
        var arguments = AppHostArgumentsParser.Parse(args);
        ThrowIfAny(arguments.Faults);
        var entryPoint = new TestedEntryPoint(typeof(TEntryPoint).Assembly);
        var builder = await entryPoint.StartAsync(args, cancellationToken);
        var result = new TestingBuilder(builder, entryPoint);
        try
        {
            ThrowIfAny([.. GivenParameters.Faults(arguments, builder.Resources)]);
            return result;
        }
        catch (ArgumentException)
        {
            result.Dispose();
            throw;
        }

        static void ThrowIfAny(IReadOnlyList<string> faults)
        {
            if (faults.Count > 0)
                throw new ArgumentException(string.Join(' ', faults), nameof(args));
        }
    }
}
