namespace EdgeProxy.Reliability.Tests.Fuzzing;

/// <summary>A request as the reference reads it.</summary>
/// <param name="Fate">What is to become of it.</param>
/// <param name="Target">Its target; null where its head is not understood.</param>
/// <param name="BodyLength">The length of its body.</param>
/// <param name="IsHead">Its answer has no body.</param>
/// <param name="Closes">It is the last one.</param>
internal sealed record ReferenceRequest(ReferenceFate Fate, string? Target = null, long BodyLength = 0, bool IsHead = false, bool Closes = false);
