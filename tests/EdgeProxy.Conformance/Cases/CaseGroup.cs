namespace EdgeProxy.Conformance;

/// <summary>Makes the cases of one group from their data.</summary>
internal sealed class CaseGroup(string name)
{
    /// <summary>One raw request and what must be seen.</summary>
    public ConformanceCase Raw(string caseName, RawRequest request, params Expectation[] expectations) =>
        Driven(caseName, Exchange.Raw(request, expectations.Contains(Expect.ConnectionClosed)), expectations) with
        {
            Needs = request.Head.Contains($"{RawRequest.BehaviourHeader}: ", StringComparison.Ordinal) ? CaseNeeds.Backends : CaseNeeds.None,
        };

    /// <summary>A case with a driver of its own.</summary>
    public ConformanceCase Driven(
        string caseName, Func<ConformanceTarget, string, CancellationToken, Task<Observation>> drive, params Expectation[] expectations) => new()
        {
            Group = name,
            Name = caseName,
            Drive = drive,
            Expectations = expectations,
        };
}
