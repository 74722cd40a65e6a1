using System.Net;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>The names of <c>/etc/hosts</c>, read again when the file changes.</summary>
internal sealed class HostsFile(string path)
{
    private volatile Content _content = new(default, new Dictionary<string, List<IPAddress>>(StringComparer.OrdinalIgnoreCase));

    public IReadOnlyList<IPAddress> Find(string name)
    {
        var written = File.GetLastWriteTimeUtc(path);
        var content = _content;
        if (content.Written != written)
            _content = content = Read(written) ?? content;
        return content.Names.TryGetValue(name, out var addresses) ? addresses : [];
    }

    /// <summary>The content; null where the file cannot be read now, and the last content stays in use.</summary>
    private Content? Read(DateTime written)
    {
        try
        {
            return new Content(written, Names());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private Dictionary<string, List<IPAddress>> Names()
    {
        var names = new Dictionary<string, List<IPAddress>>(StringComparer.OrdinalIgnoreCase);
        if (!File.Exists(path))
            return names;
        foreach (var line in File.ReadLines(path))
        {
            var words = line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2 || !IPAddress.TryParse(words[0], out var address))
                continue;
            foreach (var name in words.Skip(1))
            {
                if (!names.TryGetValue(name, out var addresses))
                    names[name] = addresses = [];
                if (!addresses.Contains(address))
                    addresses.Add(address);
            }
        }

        return names;
    }

    private sealed record Content(DateTime Written, Dictionary<string, List<IPAddress>> Names);
}
