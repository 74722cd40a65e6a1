using Xunit.Sdk;
using Xunit.v3;

// Each orchestrator starts many processes: side by side they would delay each other.
[assembly: Parallelization(Mode = ParallelMode.None)]
