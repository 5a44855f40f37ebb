using Ambassador.Calls;
using Ambassador.Targets;

namespace Ambassador.Tests.DependencyInjection;

/// <summary>The plain interface of these tests: not disposable, one method.</summary>
public interface IGreeter
{
    Task<string> GreetAsync(string name, CancellationToken cancellationToken = default);
}

/// <summary>Written by hand in the shape of generated code, so that these tests fail for registration's sake only.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "Disposable only where its interface is, as generated ambassadors are.")]
public sealed class GreeterAmbassador : IGreeter
{
    private readonly TargetSet<IGreeter> _targets;
    private readonly Methods _methods;

    public GreeterAmbassador(IGreeter inner, AmbassadorRuntime runtime, object? serviceKey = null, bool ownsInner = true)
        : this(new TargetSet<IGreeter>(inner, ownsInner), runtime, serviceKey)
    {
    }

    public GreeterAmbassador(TargetSet<IGreeter> targets, AmbassadorRuntime runtime, object? serviceKey = null)
    {
        _targets = targets;
        _methods = StateOf(runtime, serviceKey);
        ServiceKey = serviceKey;
    }

    public object? ServiceKey { get; }

    public IGreeter Inner => _targets.Single;

    public Task<string> GreetAsync(string name, CancellationToken cancellationToken = default) =>
        _methods.GreetAsync.InvokeTask<IGreeter, string, GreetAsyncCall>(_targets, new GreetAsyncCall(name), cancellationToken);

    private static Methods StateOf(AmbassadorRuntime runtime, object? serviceKey) => runtime.GetMethods<IGreeter, Methods>(
        serviceKey, static methods => new Methods(methods), "Tests.IGreeter", new PolicySettings());

    private readonly record struct GreetAsyncCall(string Name) : ICall<IGreeter, Task<string>>
    {
        public Task<string> Invoke(IGreeter target, CancellationToken cancellationToken) => target.GreetAsync(Name, cancellationToken);
    }

    private sealed class Methods(InterfaceMethods methods)
    {
        public MethodPipeline GreetAsync { get; } = methods.Add("GreetAsync");
    }
}

/// <summary>Greets, and counts how often it was asked.</summary>
public class Greeter : IGreeter
{
    public int Calls { get; private set; }

    public virtual string Greeting => "Hello";

    public Task<string> GreetAsync(string name, CancellationToken cancellationToken = default)
    {
        Calls++;
        return Task.FromResult($"{Greeting}, {name}");
    }
}

public sealed class FrenchGreeter : Greeter
{
    public override string Greeting => "Bonjour";
}

/// <summary>Fails as a broken connection does, as often as it is told to.</summary>
public sealed class ShakyGreeter(int failures) : IGreeter
{
    public int Calls { get; private set; }

    public Task<string> GreetAsync(string name, CancellationToken cancellationToken = default) =>
        ++Calls <= failures ? Task.FromException<string>(new HttpRequestException("connection reset")) : Task.FromResult("Hello at last");
}

/// <summary>Something that a greeter may depend on.</summary>
public sealed class Phrasebook;

public sealed class BookishGreeter(Phrasebook phrasebook) : Greeter
{
    public Phrasebook Phrasebook { get; } = phrasebook;
}
