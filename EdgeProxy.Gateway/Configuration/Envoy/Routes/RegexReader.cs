using System.Text.RegularExpressions;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>RegexMatcher</c> and <c>RegexMatchAndSubstitute</c>.</summary>
internal static class RegexReader
{
    public static string ReadMatcher(Message? matcher)
    {
        if (matcher is null)
            return "";
        var pattern = Read(matcher, "regex");
        if (pattern.Length == 0)
            matcher.Missing("regex");
        if (matcher.Child("google_re2") is { } engine)
        {
            engine.Ignore("expressions run in linear time whatever their size.", "max_program_size");
            engine.Finish();
        }

        matcher.Finish();
        return pattern;
    }

    public static RegexRewriteConfig? ReadRewrite(Message? rewrite)
    {
        if (rewrite is null)
            return null;
        var pattern = ReadMatcher(rewrite.RequiredChild("pattern"));
        var substitution = rewrite.Text("substitution") ?? "";
        rewrite.Finish();
        return new RegexRewriteConfig(pattern, substitution);
    }

    /// <summary>Reads an expression of RE2's syntax into .NET's.</summary>
    public static string Read(Message parent, string name)
    {
        var pattern = Re2Pattern.ToDotNet(parent.Text(name) ?? "");
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            parent.Error(name, $"this expression cannot be used: {failure.Message}");
            return "";
        }

        return pattern;
    }
}
