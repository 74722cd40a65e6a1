using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>Reads the <c>Retry</c> of a route.</summary>
internal static class RetrySection
{
    /// <summary>The policy; null where nothing is said.</summary>
    public static RetryPolicyConfig? Read(SectionReader section)
    {
        if (!section.Exists)
            return null;
        var defaults = new RetryPolicyConfig();
        var policy = new RetryPolicyConfig
        {
            On = On(section),
            NumRetries = section.Number("NumRetries", defaults.NumRetries, 0, 100),
            PerTryTimeout = section.Time("PerTryTimeout", defaults.PerTryTimeout),
            RetriableStatusCodes = [.. section.Texts("RetriableStatusCodes").Select(text => Status(section, text))],
            BackOffBase = section.Time("BackOffBase", defaults.BackOffBase),
            BackOffMax = section.Time("BackOffMax", defaults.BackOffMax),
            OtherHostOnly = section.Flag("OtherHostOnly", fallback: false),
        };
        if (!section.Flag("Enabled", fallback: true))
            policy = RetryPolicyConfig.None;
        section.End();
        return policy;
    }

    private static int Status(SectionReader section, string text)
    {
        if (int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var status) && status is >= 100 and <= 599)
            return status;
        section.Fail("RetriableStatusCodes", $"'{text}' is not allowed; a status from 100 to 599 is.");
        return 200;
    }

    private static RetryConditions On(SectionReader section)
    {
        var on = RetryConditions.None;
        foreach (var name in section.Text("On", "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (known, condition) = RetryConditionNames.All.FirstOrDefault(entry => entry.Name == name);
            if (known is null)
                section.Fail("On", $"'{name}' is not known; {string.Join(", ", RetryConditionNames.All.Select(entry => entry.Name))} are.");
            else
                on |= condition;
        }

        return on;
    }
}
