using Xunit.Sdk;
using Xunit.v3;

// Faults, floods and measurements: side by side they would break and measure each other.
[assembly: Parallelization(Mode = ParallelMode.None)]
