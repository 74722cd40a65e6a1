using System.Text;
using EdgeProxy.Hosting.Kubernetes.Application;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>The files of a bind mount or of <c>WithContainerFiles</c>.</summary>
internal static class ConfigFiles
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static V1ConfigMap Create(PublishedApplication application, PublishedConfigMap files)
    {
        var map = new V1ConfigMap
        {
            ApiVersion = "v1",
            Kind = "ConfigMap",
            Metadata = new() { Name = files.Name, Labels = StandardLabels.Of(application, files.Name, "configuration") },
        };
        foreach (var file in files.Files)
        {
            if (Text(file.Content) is { } text)
                (map.Data ??= new Dictionary<string, string>())[file.Key] = text;
            else
                (map.BinaryData ??= new Dictionary<string, byte[]>())[file.Key] = file.Content;
        }

        return map;
    }

    private static string? Text(byte[] content)
    {
        try
        {
            var text = Utf8.GetString(content);
            return text.Contains('\0', StringComparison.Ordinal) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
