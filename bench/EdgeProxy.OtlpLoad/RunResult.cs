namespace EdgeProxy.OtlpLoad;

internal readonly record struct RunResult(double ItemsPerSecond, double ProcessorMicrosecondsPerItem);
