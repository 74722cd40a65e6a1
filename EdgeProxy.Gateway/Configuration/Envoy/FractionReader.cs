namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>FractionalPercent</c> and <c>RuntimeFractionalPercent</c>, as parts of a million.</summary>
internal static class FractionReader
{
    /// <summary>Every request.</summary>
    public const int All = 1_000_000;

    private static readonly Dictionary<string, int> Denominators = new() { ["HUNDRED"] = 100, ["TEN_THOUSAND"] = 10_000, ["MILLION"] = 1_000_000 };

    /// <summary>A fraction whose default value counts, there being no runtime; null where the field is absent.</summary>
    public static int? ReadRuntime(Message parent, string field)
    {
        if (parent.Child(field) is not { } runtime)
            return null;
        runtime.Ignore("there is no runtime; the default value is used.", "runtime_key");
        var fraction = Read(runtime.RequiredChild("default_value"));
        runtime.Finish();
        return fraction ?? All;
    }

    /// <summary>A fraction; null where the field is absent.</summary>
    public static int? Read(Message parent, string field) => Read(parent.Child(field));

    private static int? Read(Message? fraction)
    {
        if (fraction is null)
            return null;
        var denominator = fraction.Choice("denominator", Denominators, [.. Denominators.Keys]) ?? 100;
        var parts = (fraction.Integer("numerator", 0, uint.MaxValue) ?? 0) * (All / denominator);
        fraction.Finish();
        return (int)Math.Min(parts, All);
    }
}
