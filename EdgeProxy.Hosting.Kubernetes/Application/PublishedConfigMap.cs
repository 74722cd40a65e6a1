using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>Files that a container reads: of a bind mount, or of <c>WithContainerFiles</c>.</summary>
/// <param name="Name">The name of the ConfigMap.</param>
/// <param name="Files">The files, in order of their paths.</param>
internal sealed record PublishedConfigMap(string Name, IReadOnlyList<PublishedConfigFile> Files)
{
    /// <summary>Changes whenever a file does: pods read a ConfigMap that is mounted by a file's path only when they start.</summary>
    public string Checksum
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var file in Files)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{file.Path}\n{file.Mode}\n{file.Content.Length}\n")));
                hash.AppendData(file.Content);
            }

            return $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
        }
    }
}
