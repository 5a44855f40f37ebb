using System;
using Microsoft.Extensions.DependencyInjection;
using Mistakes;

var services = new ServiceCollection();
services.AddMachines();

// What is registered behind this call it does not decorate.
services.AddGeneratedAmbassadors(); // AMB0025
services.AddSingleton<IArticles, Articles>();

await using var provider = services.BuildServiceProvider();
Console.WriteLine(await provider.GetRequiredService<IArticles>().GetAsync(1));
