using Xunit.Sdk;
using Xunit.v3;

// Each test starts a whole system of processes: side by side they would measure each other.
[assembly: Parallelization(Mode = ParallelMode.None)]
