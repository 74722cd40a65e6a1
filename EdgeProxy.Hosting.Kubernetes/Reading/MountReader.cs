using System.Text;
using System.Text.RegularExpressions;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Settings;

namespace EdgeProxy.Hosting.Kubernetes.Reading;

/// <summary>
/// Reads what is mounted into a container. A named volume becomes storage, a volume without a name is empty, files of this machine that are only read
/// become a ConfigMap; everything else is an error.
/// </summary>
internal sealed partial class MountReader(IReadOnlyList<IResource> resources, DistributedApplicationExecutionContext execution, PublishSettings settings, ParameterValues parameterValues, List<string> errors)
{
    private const int MaxNameLength = 63;
    private const int MaxKeyLength = 240;

    private const string Ways = "Put the files into its image, mount them only when builder.ExecutionContext.IsRunMode, or leave it out with ExcludeFromManifest().";

    private readonly Dictionary<string, PublishedClaim> _claims = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<IResource>> _users = new(StringComparer.Ordinal);

    /// <summary>The volumes of <paramref name="resource"/>.</summary>
    public async Task<IReadOnlyList<PublishedVolume>> ReadAsync(IResource resource, CancellationToken cancellationToken)
    {
        var volumes = new List<PublishedVolume>();
        var mounts = resource.Annotations.OfType<ContainerMountAnnotation>().ToList();
        CheckBindings(resource, mounts);
        foreach (var mount in mounts)
        {
            if (mount.Type == ContainerMountType.BindMount)
                volumes.AddRange(await BindMountAsync(resource, mount, $"files-{volumes.Count}", cancellationToken));
            else if (mount.Source is null || settings.StorageType == PublishSettings.EmptyDirectory)
                volumes.Add(new PublishedVolume($"volume-{volumes.Count}", mount.Target, mount.IsReadOnly));
            else
                volumes.Add(await StorageAsync(resource, mount, mount.Source, cancellationToken));
        }

        foreach (var annotation in resource.Annotations.OfType<ContainerFileSystemCallbackAnnotation>())
            volumes.AddRange(await ContainerFilesAsync(resource, annotation, $"files-{volumes.Count}", cancellationToken));
        return volumes;
    }

    private void CheckBindings(IResource resource, List<ContainerMountAnnotation> mounts)
    {
        foreach (var binding in resource.Annotations.OfType<PersistentVolumeBindingAnnotation>())
        {
            if (!mounts.Exists(mount => mount.Type == ContainerMountType.Volume && mount.Source == binding.Volume.Name))
                errors.Add($"'{resource.Name}' is to use the persistent volume '{binding.Volume.Name}' and has no volume of that name. Add one with WithVolume(\"{binding.Volume.Name}\", PATH), or say where with WithPersistentVolume(volume, PATH).");
        }
    }

    private async Task<PublishedVolume> StorageAsync(IResource resource, ContainerMountAnnotation mount, string source, CancellationToken cancellationToken)
    {
        var claim = await ClaimAsync(source, cancellationToken);
        CheckUsers(resource, mount, claim);
        // Not the volume itself: some file systems come with a 'lost+found', and databases want an empty folder.
        return new PublishedVolume(UsedNames().IsMatch(claim.Name) ? $"{claim.Name}-claim" : claim.Name, mount.Target, mount.IsReadOnly) { Claim = claim, SubPath = "data" };
    }

    private async Task<PublishedClaim> ClaimAsync(string source, CancellationToken cancellationToken)
    {
        if (_claims.TryGetValue(source, out var known))
            return known;
        var name = ObjectName(source);
        if (_claims.Values.FirstOrDefault(claim => claim.Name == name) is { } other)
            errors.Add($"The volumes '{other.Source}' and '{source}' have the same name in Kubernetes, '{name}'. Rename one of them.");
        var volume = resources.OfType<KubernetesPersistentVolumeResource>().FirstOrDefault(one => one.Name == source);
        var size = await ValueAsync(volume?.Capacity, volume, cancellationToken) ?? settings.StorageSize;
        if (!PublishSettingsReader.IsQuantity(size))
            errors.Add($"The persistent volume '{source}' asks for '{size}'. Allowed: {PublishSettingsReader.QuantityRule}.");
        IReadOnlyList<string> modes = volume is { AccessModes.Count: > 0 } ? [.. volume.AccessModes.Select(mode => mode.ToString())] : [settings.StorageAccessMode];
        return _claims[source] = new PublishedClaim(name, source, size, await ValueAsync(volume?.StorageClassName, volume, cancellationToken) ?? settings.StorageClassName, modes);
    }

    private async Task<string?> ValueAsync(object? value, KubernetesPersistentVolumeResource? volume, CancellationToken cancellationToken)
    {
        if (value is not ParameterResource parameter)
            return value as string;
        if (await parameterValues.FindAsync(parameter, cancellationToken) is { } found)
            return found;
        errors.Add($"The persistent volume '{volume!.Name}' has no value for '{parameter.Name}'. {ParameterValues.DescribeMissing([parameter])}");
        return null;
    }

    // A second pod would wait for ever on another node, and on the same one write the same files.
    private void CheckUsers(IResource resource, ContainerMountAnnotation mount, PublishedClaim claim)
    {
        if (!_users.TryGetValue(claim.Name, out var users))
            _users[claim.Name] = users = [];
        if (!users.Contains(resource))
            users.Add(resource);
        if (claim.IsShared)
            return;
        var way = $"Give each its own, or storage that many can mount: AddPersistentVolume(\"{claim.Source}\").WithAccessMode(PersistentVolumeAccessMode.ReadWriteMany).";
        if (users.Count == 2)
            errors.Add($"The volume '{claim.Source}' is mounted by {string.Join(" and ", users.Select(user => $"'{user.Name}'"))}, and its access mode {string.Join(", ", claim.AccessModes)} is for one of them. {way}");
        if (resource.GetReplicaCount() > 1)
            errors.Add($"'{resource.Name}' has {resource.GetReplicaCount()} replicas, and the volume '{claim.Source}' at '{mount.Target}' can be mounted by one: its access mode is {string.Join(", ", claim.AccessModes)}. {way}");
    }

    private async Task<IReadOnlyList<PublishedVolume>> BindMountAsync(IResource resource, ContainerMountAnnotation mount, string volume, CancellationToken cancellationToken)
    {
        var source = mount.Source!;
        var what = $"The container '{resource.Name}' mounts '{source}' of this machine";
        if (!mount.IsReadOnly)
        {
            errors.Add($"{what}, which no cluster has. Where the container only reads it, say isReadOnly: true, and the files are published as a ConfigMap; where it keeps data there, use WithVolume. {Ways}");
            return [];
        }

        if (!File.Exists(source) && !Directory.Exists(source))
        {
            errors.Add($"{what}, which does not exist. {Ways}");
            return [];
        }

        var isFile = File.Exists(source);
        var root = isFile ? Path.GetDirectoryName(source)! : source;
        var contents = new List<MountedFile>();
        try
        {
            foreach (var file in isFile ? [source] : Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
                contents.Add(new(Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/'), await MountedFile.ReadAsync(file, cancellationToken), Mode: null));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add($"{what}, which cannot be published: {exception.Message} {Ways}");
            return [];
        }

        if (await ConfigMapAsync(resource, volume, contents, what, cancellationToken) is not { } files)
            return [];
        return [new PublishedVolume(volume, mount.Target, IsReadOnly: true) { Files = files, SubPath = isFile ? files.Files[0].Path : null }];
    }

    // The files are added to what the image has there: each is mounted by itself.
    private async Task<IReadOnlyList<PublishedVolume>> ContainerFilesAsync(IResource resource, ContainerFileSystemCallbackAnnotation annotation, string volume, CancellationToken cancellationToken)
    {
        var items = await annotation.Callback(new ContainerFileSystemCallbackContext { Model = resource, Services = execution.Services }, cancellationToken);
        var contents = new List<MountedFile>();
        var what = $"The files of '{resource.Name}' at '{annotation.DestinationPath}' (WithContainerFiles)";
        try
        {
            await CollectAsync(items, "", contents, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add($"{what} cannot be read: {exception.Message}");
            return [];
        }

        if (contents.Count == 0 || await ConfigMapAsync(resource, volume, contents, what, cancellationToken) is not { } files)
            return [];
        return [.. files.Files.Select(file => new PublishedVolume(volume, $"{annotation.DestinationPath.TrimEnd('/')}/{file.Path}", IsReadOnly: true) { Files = files, SubPath = file.Path })];
    }

    private static async Task CollectAsync(IEnumerable<ContainerFileSystemItem> items, string folder, List<MountedFile> contents, CancellationToken cancellationToken)
    {
        foreach (var item in items)
        {
            var path = folder.Length == 0 ? item.Name : $"{folder}/{item.Name}";
            if (item is ContainerDirectory directory)
                await CollectAsync(directory.Entries, path, contents, cancellationToken);
            else if (item is ContainerFileBase file)
                contents.Add(new(path, file.SourcePath is { } source ? await MountedFile.ReadAsync(source, cancellationToken) : Encoding.UTF8.GetBytes(file.Contents ?? ""), item.Mode == 0 ? null : (int)item.Mode));
        }
    }

    private async Task<PublishedConfigMap?> ConfigMapAsync(
        IResource resource, string volume, List<MountedFile> contents, string what, CancellationToken cancellationToken)
    {
        if (contents.Count == 0)
        {
            errors.Add($"{what}, which has no file. {Ways}");
            return null;
        }

        if (contents.Sum(file => (long)file.Content.Length) is var bytes && bytes > MountedFile.MaxBytes)
        {
            errors.Add($"{what}: {bytes} bytes, and a ConfigMap can have {MountedFile.MaxBytes}. {Ways}");
            return null;
        }

        if (await FindSecretAsync(contents, cancellationToken) is var (file, secret))
        {
            errors.Add($"{what}, and '{file}' has the value of the secret '{secret}' in it, which no published file may have. Give it to the container as an environment variable instead.");
            return null;
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        var files = contents.OrderBy(one => one.Path, StringComparer.Ordinal).Select(one => new PublishedConfigFile(Key(one.Path, keys), one.Path, one.Content, one.Mode)).ToList();
        return new PublishedConfigMap(Shortened($"{resource.Name}-{volume}"), files);
    }

    private async Task<(string File, string Secret)?> FindSecretAsync(List<MountedFile> contents, CancellationToken cancellationToken)
    {
        foreach (var parameter in resources.OfType<ParameterResource>().Where(parameter => parameter.Secret))
        {
            if (await parameterValues.FindAsync(parameter, cancellationToken) is not { Length: > 0 } value)
                continue;
            var bytes = Encoding.UTF8.GetBytes(value);
            foreach (var file in contents)
            {
                if (file.Content.AsSpan().IndexOf(bytes) >= 0)
                    return (file.Path, parameter.Name);
            }
        }

        return null;
    }

    private static string Key(string path, HashSet<string> keys)
    {
        var key = NotInKeys().Replace(path.Replace("/", "__", StringComparison.Ordinal), "-");
        if (key.Length > MaxKeyLength)
            key = $"{Objects.JobName.Hash(path)}{Path.GetExtension(key)}";
        var unique = key;
        for (var number = 2; !keys.Add(unique); number++)
            unique = $"{key}-{number}";
        return unique;
    }

    private static string ObjectName(string volume) => Shortened(NotInNames().Replace(volume.ToLowerInvariant(), "-").Trim('-'));

    private static string Shortened(string name) => name.Length <= MaxNameLength ? name : $"{name[..(MaxNameLength - 9)].TrimEnd('-')}-{Objects.JobName.Hash(name)}";

    // The names of a pod's other volumes.
    [GeneratedRegex(@"^(tmp|(files|volume)-[0-9]+)\z")]
    private static partial Regex UsedNames();

    [GeneratedRegex("[^-._a-zA-Z0-9]")]
    private static partial Regex NotInKeys();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInNames();
}
