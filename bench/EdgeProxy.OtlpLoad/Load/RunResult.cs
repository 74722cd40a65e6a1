namespace EdgeProxy.OtlpLoad.Load;

internal readonly record struct RunResult(double ItemsPerSecond, double ProcessorMicrosecondsPerItem);
