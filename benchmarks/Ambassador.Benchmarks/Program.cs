using Ambassador.Benchmarks.Simulation;
using BenchmarkDotNet.Running;

if (args is ["simulate", ..])
{
    SimulateCommand.Run(args is [_, var folder] ? folder : Path.Combine("docs", "balancing"));
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
