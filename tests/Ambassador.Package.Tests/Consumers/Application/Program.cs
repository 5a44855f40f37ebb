using System;
using Microsoft.Extensions.DependencyInjection;
using Shop;

var services = new ServiceCollection().AddSingleton<ICatalog, Catalog>().AddGeneratedAmbassadors();
using var provider = services.BuildServiceProvider();
var catalog = provider.GetRequiredService<ICatalog>();
Console.WriteLine($"{catalog.GetType().Name}: {catalog.Get(1)}");
