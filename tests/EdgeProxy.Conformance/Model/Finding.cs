namespace EdgeProxy.Conformance;

/// <summary>What one expectation found.</summary>
/// <param name="Held">Whether it is as expected.</param>
/// <param name="Got">What was seen instead, or what was seen.</param>
public readonly record struct Finding(bool Held, string Got);
