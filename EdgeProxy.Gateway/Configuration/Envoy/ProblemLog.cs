using EdgeProxy.Gateway.Configuration.Model;
using YamlDotNet.RepresentationModel;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Collects what is wrong with one file, so that all of it is reported at once, in the order of the lines.</summary>
/// <param name="file">The file's name for the messages.</param>
/// <param name="parent">Takes the problems of a file that another one names; null for the first.</param>
internal sealed class ProblemLog(string file, ProblemLog? parent = null)
{
    private const int MostMessages = 5_000_000;
    private readonly List<(long Line, ConfigError Problem)> _errors = parent?._errors ?? [];
    private readonly List<(long Line, ConfigError Problem)> _warnings = parent?._warnings ?? [];
    private int _messages;

    public bool HasErrors => _errors.Count > 0;

    public IReadOnlyList<ConfigError> Errors => InOrder(_errors);

    public IReadOnlyList<ConfigError> Warnings => InOrder(_warnings);

    /// <summary>Reports what is wrong at a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="path">Its field path.</param>
    /// <param name="message">What is wrong, what is allowed, and how to fix it.</param>
    public void Error(YamlNode node, string path, string message) => _errors.Add((node.Start.Line, new(Place(node, path), message)));

    /// <summary>Reports what is wrong with the file as a whole, or with a place of it that has no node.</summary>
    public void Error(string place, string message) => _errors.Add((long.MaxValue, new(place, message)));

    /// <summary>Reports what is read over.</summary>
    public void Warning(YamlNode node, string path, string message) => _warnings.Add((node.Start.Line, new(Place(node, path), message)));

    /// <summary>What is wrong with another file, reported together with this one's.</summary>
    public ProblemLog Other(string other) => new(other, this);

    /// <summary>Counts one more message; false when they are too many, which is reported once.</summary>
    public bool CountMessage()
    {
        if (++_messages == MostMessages)
            Error(file, $"more than {MostMessages} messages, counting each use of an alias.");
        return _messages < MostMessages;
    }

    private static ConfigError[] InOrder(List<(long Line, ConfigError Problem)> problems) =>
        [.. problems.OrderBy(problem => problem.Line).Select(problem => problem.Problem)];

    private string Place(YamlNode node, string path) =>
        path.Length == 0 ? $"{file}:{node.Start.Line}:{node.Start.Column}" : $"{file}:{node.Start.Line}:{node.Start.Column} {path}";
}
