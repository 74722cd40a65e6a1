using System.Globalization;
using EdgeProxy.Gateway.Configuration.Model;
using YamlDotNet.RepresentationModel;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <content>The scalar fields: text, numbers, durations, enumerations.</content>
internal sealed partial class Message
{
    public string? Text(string name) => Scalar(name, "a text") is { } text ? text : null;

    /// <summary>A text that must be given and not empty; "" after the error.</summary>
    public string RequiredText(string name)
    {
        var text = Text(name);
        // What is there and no text was reported as that.
        if (text is { Length: 0 } || !Has(name))
            Missing(name);
        return text ?? "";
    }

    public IReadOnlyList<string> Texts(string name) =>
        [.. Elements(name).Select((element, index) => ScalarOf(element, $"{At(name)}[{index}]", "a text")).OfType<string>()];

    public bool? Bool(string name)
    {
        if (Wrapped(name, "true or false") is not { } node)
            return null;
        if (Scalars.ParseBoolean(node) is { } value)
            return value;
        Error(name, $"'{Scalars.Short(node.Value ?? "")}' is not allowed; true or false is.");
        return false;
    }

    public long? Integer(string name, long least, long most)
    {
        if (Wrapped(name, "a number") is not { } node)
            return null;
        if (Scalars.Whole(node) is { } number && number >= least && number <= most)
            return (long)number;
        Error(name, $"'{Scalars.Short(node.Value ?? "")}' is not allowed; a whole number from {least} to {most} is.");
        return null;
    }

    public int? Count(string name, int least = 0) => (int?)Integer(name, least, int.MaxValue);

    public IReadOnlyList<int> Integers(string name, int least, int most)
    {
        var numbers = new List<int>();
        foreach (var (element, index) in Elements(name).Select((element, index) => (element, index)))
        {
            var place = $"{At(name)}[{index}]";
            if (element is not YamlScalarNode { Value: { } text } node)
                _log.Error(element, place, "a number is expected here.");
            else if (Scalars.Whole(node) is { } number && number >= least && number <= most)
                numbers.Add((int)number);
            else
                _log.Error(element, place, $"'{Scalars.Short(text)}' is not allowed; a whole number from {least} to {most} is.");
        }

        return numbers;
    }

    public double? Number(string name, double least, double most)
    {
        if (Wrapped(name, "a number") is not { Value: { } text })
            return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Error(name, $"'{Scalars.Short(text)}' is not allowed; a number from {least} to {most} is.");
        return null;
    }

    /// <summary>Envoy's <c>Percent</c>: a message with a <c>value</c>.</summary>
    public double? Percent(string name)
    {
        if (Child(name) is not { } percent)
            return null;
        var value = percent.Number("value", 0, 100);
        percent.Finish();
        return value ?? 0;
    }

    /// <summary>A duration such as <c>0.25s</c> or <c>{ seconds: 1, nanos: 500000000 }</c>; it is 0 or more, and longer ones than 24 days are as good as these.</summary>
    public TimeSpan? Duration(string name)
    {
        if (Find(name) is YamlMappingNode)
            return DurationMessage(Child(name)!);
        if (Scalar(name, "a duration") is not { } text)
            return null;
        if (!text.EndsWith('s')
            || !decimal.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            Error(name, $"'{Scalars.Short(text)}' is not a duration; seconds with an 's' are, such as 15s or 0.25s.");
            return null;
        }

        if (seconds <= (decimal)TimerTime.Longest.TotalSeconds)
            return TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        Warning(name, $"'{text}' is longer than {TimerTime.Longest.TotalDays} days, which is what is used.");
        return TimerTime.Longest;
    }

    /// <summary>A duration that must be more than 0.</summary>
    public TimeSpan? PositiveDuration(string name)
    {
        var duration = Duration(name);
        if (duration == TimeSpan.Zero)
        {
            Error(name, "'0s' is not allowed; more than 0 is.");
            return null;
        }

        return duration;
    }

    /// <summary>A duration of which 0 means "no limit".</summary>
    public TimeSpan? LimitOrNone(string name) => Duration(name) is { } limit ? limit == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : limit : null;

    /// <summary>An enumeration by name or by number.</summary>
    /// <param name="name">The field.</param>
    /// <param name="allowed">The values that are done, by Envoy's names.</param>
    /// <param name="known">All values of the enumeration in the order of their numbers.</param>
    public T? Choice<T>(string name, IReadOnlyDictionary<string, T> allowed, params string[] known)
        where T : struct
    {
        if (known.Except(allowed.Keys).Any())
            _recorder?.Limit(name, string.Join(", ", allowed.Keys));
        if (Scalar(name, "a name") is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < known.Length)
            text = known[number];
        // Envoy reads names in any case (MessageUtil: case_insensitive_enum_parsing), and a dash as an underscore.
        var constant = text.ToUpperInvariant().Replace('-', '_');
        if (allowed.TryGetValue(constant, out var value))
            return value;
        var what = known.Contains(constant) ? $"'{text}' is not supported" : $"'{Scalars.Short(text)}' is not allowed";
        Error(name, $"{what}; {string.Join(", ", allowed.Keys)} {(allowed.Count == 1 ? "is" : "are")}.");
        return null;
    }

    private static TimeSpan? DurationMessage(Message duration)
    {
        var seconds = duration.Integer("seconds", 0, long.MaxValue / TimeSpan.TicksPerSecond) ?? 0;
        var nanoseconds = duration.Integer("nanos", 0, 999_999_999) ?? 0;
        duration.Finish();
        return (TimeSpan.FromSeconds(seconds) + TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick)).ForTimer();
    }

    /// <summary>A number or a truth value, alone or as the message <c>{ value: 5 }</c> that protocol buffers wrap one in.</summary>
    private YamlScalarNode? Wrapped(string name, string what)
    {
        var node = Find(name);
        if (node is YamlMappingNode { Children.Count: 1 } wrapper && wrapper.Children.First() is { Key: YamlScalarNode { Value: "value" }, Value: YamlScalarNode value })
            node = value;
        if (node is YamlScalarNode { Value: not null } scalar)
            return scalar;
        if (node is not null)
            _log.Error(node, At(name), $"{what} is expected here.");
        return null;
    }

    private string? Scalar(string name, string what) => Find(name) is { } value ? ScalarOf(value, At(name), what) : null;

    private string? ScalarOf(YamlNode node, string path, string what)
    {
        if (node is YamlScalarNode { Value: { } text })
            return text;
        _log.Error(node, path, $"{what} is expected here.");
        return null;
    }
}
