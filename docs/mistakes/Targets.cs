using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Ambassador;
using Ambassador.Targets;
using Microsoft.Extensions.DependencyInjection;

namespace Mistakes;

/// <summary>A table whose size has divisors.</summary>
[Ambassador, Balance(BalancingAlgorithm.Maglev, TableSize = 65_536)] // AMB0030
public interface ICarts
{
    Task<Item> GetAsync([HashKey] string user, CancellationToken cancellationToken = default);
}

/// <summary>One target of three is more than may be ejected.</summary>
[Ambassador, Eject(AtLeastOne = false)]
public interface IEjected
{
    Task<Item> GetAsync(int id, CancellationToken cancellationToken = default);
}

/// <summary>The hash of a key chooses the target, and there is no key.</summary>
[Ambassador, Balance(BalancingAlgorithm.RingHash)] // AMB0032
public interface IKeyless
{
    Task<Item> GetAsync(string user, CancellationToken cancellationToken = default);
}

/// <summary>A second attempt has nowhere else to go.</summary>
[Ambassador, Idempotent, Hedge(200)]
public interface IHedged
{
    Task<Item> GetAsync(int id, CancellationToken cancellationToken = default);
}

public sealed class Machine(HttpClient http) : IEjected, IHedged
{
    public async Task<Item> GetAsync(int id, CancellationToken cancellationToken = default) =>
        new(id, await http.GetStringAsync($"/names/{id}", cancellationToken));
}

public static class Machines
{
    public static IServiceCollection AddMachines(this IServiceCollection services)
    {
        services.AddAmbassadorTargets<IEjected>(targets => targets // AMB0031
            .Add("http://10.0.0.1:8080").Add("http://10.0.0.2:8080").Add("http://10.0.0.3:8080")
            .CreateHttp(http => new Machine(http)));
        services.AddAmbassadorTargets<IHedged>(targets => targets.Add("http://10.0.0.1:8080").CreateHttp(http => new Machine(http))); // AMB0033
        return services;
    }
}
