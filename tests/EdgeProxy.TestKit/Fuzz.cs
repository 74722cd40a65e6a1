using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using FsCheck;
using Microsoft.FSharp.Core;
using Xunit;

namespace EdgeProxy.TestKit;

/// <summary>
/// Runs a property over generated input. Every run generates the same by default, so that a test fails for a change and not for its luck.
/// <c>FUZZ_SECONDS=600</c> goes on with seeds that nobody has tried for that long, and <c>FUZZ_SEED=1,3</c> does again what a failure names.
/// </summary>
public static class Fuzz
{
    private const string SecondsVariable = "FUZZ_SECONDS";
    private const string SeedVariable = "FUZZ_SEED";
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    /// <summary>Checks a property, and shrinks what it fails for.</summary>
    /// <param name="property">The property.</param>
    /// <param name="cases">How many inputs in the short form; in the long one, after how many the time is looked at.</param>
    public static void Check(Property property, int cases)
    {
        if (Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 } seed)
        {
            Check(property, cases, Parse(seed));
            return;
        }

        Check(property, cases, new Rnd(1, Gamma));
        if (!int.TryParse(Environment.GetEnvironmentVariable(SecondsVariable), CultureInfo.InvariantCulture, out var seconds))
            return;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed.TotalSeconds < seconds;)
            Check(property, cases, new Rnd(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))), Gamma));
    }

    /// <summary>Checks a property that does not wait.</summary>
    /// <typeparam name="T">The input.</typeparam>
    /// <param name="inputs">What makes and shrinks it.</param>
    /// <param name="cases">How many.</param>
    /// <param name="check">Throws where the property does not hold.</param>
    public static void Check<T>(Arbitrary<T> inputs, int cases, Action<T> check) => Check(FsCheck.Fluent.Prop.ForAll(inputs, check), cases);

    /// <inheritdoc cref="Check{T}(Arbitrary{T}, int, Action{T})"/>
    public static void Check<T>(Arbitrary<T> inputs, int cases, Func<T, Task> check) => Check(FsCheck.Fluent.Prop.ForAll(inputs, check), cases);

    private static void Check(Property property, int cases, Rnd seed)
    {
        var again = $"{SeedVariable}={seed.Seed},{seed.Gamma}";
        TestContext.Current.TestOutputHelper?.WriteLine($"{again}, {cases} cases");
        try
        {
            FsCheck.Check.One(
                Config.QuickThrowOnFailure.WithMaxTest(cases).WithQuietOnSuccess(true).WithReplay(FSharpOption<Replay>.Some(new Replay(seed, FSharpOption<int>.None))), property);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"The property does not hold; once more with {again}. {failure.Message}", failure);
        }
    }

    private static Rnd Parse(string text)
    {
        var numbers = text.Split(',');
        if (numbers.Length == 2 && ulong.TryParse(numbers[0], CultureInfo.InvariantCulture, out var seed) && ulong.TryParse(numbers[1], CultureInfo.InvariantCulture, out var gamma))
            return new Rnd(seed, gamma);
        throw new InvalidOperationException($"{SeedVariable} is '{text}'; the two numbers that a failure names are allowed, as in {SeedVariable}=1,{Gamma}.");
    }
}
