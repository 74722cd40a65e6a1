namespace EdgeProxy.Hosting.Planning;


/// <summary>The dashboard, as it will be started.</summary>
/// <param name="Process">What is started.</param>
/// <param name="Address">Where its pages are.</param>
/// <param name="LoginUrl">The address that logs a person in.</param>
/// <param name="OtlpAddress">Where it takes OTLP over gRPC.</param>
/// <param name="OtlpHttpAddress">Where it takes OTLP over HTTP.</param>
/// <param name="OtlpApiKey">What a sender shows there.</param>
/// <param name="FeedKey">What the engine shows when it sends the states of the resources.</param>
internal sealed record DashboardPlan(
    ProcessPlan Process, Uri Address, string LoginUrl, string OtlpAddress, string OtlpHttpAddress, string OtlpApiKey, string FeedKey);
