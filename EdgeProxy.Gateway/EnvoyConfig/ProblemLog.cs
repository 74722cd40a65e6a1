using EdgeProxy.Gateway.Model;
using YamlDotNet.RepresentationModel;

namespace EdgeProxy.Gateway.EnvoyConfig;

/// <summary>Collects what is wrong with one file, so that all of it is reported at once.</summary>
internal sealed class ProblemLog(string file)
{
    private const int MostMessages = 5_000_000;
    private int _messages;
    private readonly List<ConfigError> _errors = [];
    private readonly List<ConfigError> _warnings = [];

    public string File => file;

    public IReadOnlyList<ConfigError> Errors => _errors;

    public IReadOnlyList<ConfigError> Warnings => _warnings;

    public void Error(string place, string message) => _errors.Add(new(place, message));

    public void Warning(string place, string message) => _warnings.Add(new(place, message));

    /// <summary>Counts one more message; false when they are too many, which is reported once.</summary>
    public bool CountMessage()
    {
        if (++_messages == MostMessages)
            Error(file, $"more than {MostMessages} messages, counting each use of an alias.");
        return _messages < MostMessages;
    }

    /// <summary>File, line, column and field.</summary>
    public string Place(YamlNode node, string path) =>
        path.Length == 0 ? $"{file}:{node.Start.Line}:{node.Start.Column}" : $"{file}:{node.Start.Line}:{node.Start.Column} {path}";
}
