namespace EdgeProxy.Gateway.Tests.Forwarding;

public sealed class EarlyAnswerByDirectTests() : EarlyAnswerTests("Direct");
