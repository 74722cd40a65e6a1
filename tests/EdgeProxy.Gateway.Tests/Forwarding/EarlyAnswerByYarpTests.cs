namespace EdgeProxy.Gateway.Tests.Forwarding;

public sealed class EarlyAnswerByYarpTests() : EarlyAnswerTests("Yarp");
