using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.Hosting.Kubernetes.Tests.Containers;

/// <summary>As much of a registry (OCI distribution specification, "Pull") as hands out one image, on a free port of loopback.</summary>
internal sealed class BaseImageRegistry : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BaseImageRegistry(WebApplication app) => _app = app;

    /// <summary>The image's name: <c>localhost:PORT/dotnet:test</c>.</summary>
    public string ImageName
    {
        get
        {
            var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            return $"localhost:{new Uri(address).Port}/dotnet:test";
        }
    }

    public static async Task<BaseImageRegistry> StartAsync(BaseImage image, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.UseRouting();
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        app.MapMethods("/v2/", methods, () => Results.Ok());
        app.MapMethods("/v2/dotnet/manifests/{reference}", methods, (HttpContext context) => Blob(context, image.Manifest, BaseImage.ManifestType));
        app.MapMethods("/v2/dotnet/blobs/{digest}", methods, (string digest, HttpContext context) =>
            digest == BaseImage.Digest(image.Layer) ? Blob(context, image.Layer, BaseImage.LayerType)
            : digest == BaseImage.Digest(image.Config) ? Blob(context, image.Config, BaseImage.ConfigType)
            : Results.NotFound());
        await app.StartAsync(cancellationToken);
        return new BaseImageRegistry(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static IResult Blob(HttpContext context, byte[] content, string mediaType)
    {
        context.Response.Headers["Docker-Content-Digest"] = BaseImage.Digest(content);
        return Results.Bytes(content, mediaType);
    }
}
