using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeProxy.Gateway.Configuration.Settings;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;
using Microsoft.Extensions.Primitives;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>
/// Reads the replicas file and reads it again when it is replaced. It is no <c>JsonConfigurationProvider</c>, because an empty list must stay
/// distinguishable from no list, and because a file that is missing or invalid keeps the last valid content: a service whose last replica ended
/// answers 503 and is never looked up elsewhere.
/// <para>
/// inotify announces a change at once. It cannot be relied on alone: the limits of the user on instances and watches, file systems without
/// it and a replaced folder lose events. So the file is also read every 500 ms, which for some hundred bytes takes less than a millisecond of
/// processor time a second. The text is compared, not its time stamp, whose resolution two changes in a row can fall below.
/// </para>
/// </summary>
internal sealed partial class ReplicasFileProvider(string path, TimeProvider time) : ConfigurationProvider, IDisposable
{
    private const string Root = "services";
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private volatile ReplicaList _current = ReplicaList.Empty;
    private string? _text;
    private ITimer? _timer;
    private PhysicalFileProvider? _files;
    private IDisposable? _watch;

    /// <summary>What the file says.</summary>
    public ReplicaList Current => _current;

    /// <summary>Watches first and reads then: no change between the two is lost.</summary>
    public override void Load()
    {
        if (_timer is null)
        {
            Watch();
            _timer = time.CreateTimer(_ => Refresh(), null, CheckInterval, CheckInterval);
        }

        Refresh();
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _watch?.Dispose();
        _files?.Dispose();
    }

    private void Watch()
    {
        try
        {
            _files = new PhysicalFileProvider(Path.GetDirectoryName(path)!, ExclusionFilters.None) { UsePollingFileWatcher = false };
            _watch = ChangeToken.OnChange(() => _files.Watch(Path.GetFileName(path)), Refresh);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // No folder yet, or no inotify instance left: the timer does it alone.
        }
    }

    private void Refresh()
    {
        lock (_lock)
        {
            if (Read() is not { } text || text == _text)
                return;
            _text = text;
            _current = Parse(text);
            Data = ToData(_current);
        }

        OnReload();
    }

    /// <summary>The text; null where the file is missing or cannot be read now.</summary>
    private string? Read()
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private ReplicaList Parse(string text)
    {
        try
        {
            var document = JsonSerializer.Deserialize(text, ReplicasJson.Default.ReplicasDocument);
            var services = new Dictionary<string, IReadOnlyDictionary<string, string[]>>(StringComparer.OrdinalIgnoreCase);
            foreach (var (service, endpoints) in document?.Services ?? [])
            {
                var addresses = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
                foreach (var (endpoint, list) in endpoints ?? [])
                {
                    if (list?.FirstOrDefault(address => ServiceEndpoints.Parse(address) is null) is { } wrong)
                        return _current with { Error = new($"{path} {Root}:{service}:{endpoint}", $"'{wrong}' is not an address; 'http://HOST:PORT' is.") };
                    addresses[endpoint] = list ?? [];
                }

                services[service] = addresses;
            }

            return new ReplicaList(services, null);
        }
        catch (JsonException failure)
        {
            return _current with { Error = InvalidConfigurationFiles.Describe(path, failure) };
        }
    }

    /// <summary>The same as the configuration system would have it, so that messages can name the services.</summary>
    private static Dictionary<string, string?> ToData(ReplicaList list)
    {
        var data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (service, endpoints) in list.Services)
        {
            if (endpoints.Count == 0)
                data[$"{Root}:{service}"] = "";
            foreach (var (endpoint, addresses) in endpoints)
            {
                if (addresses.Length == 0)
                    data[$"{Root}:{service}:{endpoint}"] = "";
                for (var index = 0; index < addresses.Length; index++)
                    data[$"{Root}:{service}:{endpoint}:{index}"] = addresses[index];
            }
        }

        return data;
    }

    /// <summary>The file's shape.</summary>
    private sealed record ReplicasDocument(Dictionary<string, Dictionary<string, string[]?>?>? Services);

    // Generated, since an image that is trimmed or compiled ahead of time has no reflection.
    [JsonSourceGenerationOptions(AllowTrailingCommas = true, PropertyNameCaseInsensitive = true, ReadCommentHandling = JsonCommentHandling.Skip)]
    [JsonSerializable(typeof(ReplicasDocument))]
    private sealed partial class ReplicasJson : JsonSerializerContext;
}
