using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using EdgeProxy.MicroBench;

// The gateway's own code on the way of a request, with its allocations: dotnet run -c Release --project bench/EdgeProxy.MicroBench
var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromTypes([typeof(StepBenchmarks), typeof(RequestBenchmarks)]).Run(args.Contains("--filter") || args.Contains("--list") ? args : [.. args, "--filter", "*"], config);
