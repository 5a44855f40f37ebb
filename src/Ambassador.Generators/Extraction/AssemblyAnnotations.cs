using System.Runtime.CompilerServices;
using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>What the assembly's own attributes ask for on behalf of interfaces that carry none. Read once for each compilation.</summary>
internal sealed class AssemblyAnnotations
{
    private static readonly ConditionalWeakTable<Compilation, AssemblyAnnotations> s_known = new();

    private readonly Compilation _compilation;
    private readonly List<InterfaceAnnotation> _interfaces = [];
    private readonly List<MethodAnnotation> _methods = [];
    private readonly ILookup<SyntaxTree?, InterfaceAnnotation> _interfacesByFile;
    private readonly ILookup<SyntaxTree?, MethodAnnotation> _methodsByFile;
    private readonly ILookup<ISymbol?, MethodAnnotation> _methodsByType;
    private readonly Dictionary<INamedTypeSymbol, AttributeData> _byType = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<INamedTypeSymbol, AmbassadorName> _foreignNames;
    private readonly Func<INamedTypeSymbol, bool> _isAnnotated;

    private AssemblyAnnotations(Compilation compilation)
    {
        _compilation = compilation;
        _isAnnotated = IsAnnotated;
        foreach (var attribute in compilation.Assembly.GetAttributes())
        {
            if (OurAttributes.IsAmbassadorFor(attribute))
                _interfaces.Add(Read(attribute));
            else if (OurAttributes.IsAmbassadorForMethod(attribute))
                _methods.Add(new(attribute, compilation));
        }

        _interfacesByFile = _interfaces.ToLookup(static annotation => annotation.Attribute.ApplicationSyntaxReference?.SyntaxTree);
        _methodsByFile = _methods.ToLookup(static annotation => annotation.Attribute.ApplicationSyntaxReference?.SyntaxTree);
        _methodsByType = _methods.OrderBy(static annotation => annotation.Vagueness).ToLookup(static annotation => (ISymbol?)annotation.Target.Type, SymbolEqualityComparer.Default);
        _foreignNames = ForeignNames.Assign(_byType.Keys.Where(IsForeign), compilation.AssemblyName);
    }

    /// <summary>Every interface that an attribute names, in order.</summary>
    public IReadOnlyList<InterfaceAnnotation> Interfaces => _interfaces;

    /// <summary>Every method that an attribute names, in order.</summary>
    public IReadOnlyList<MethodAnnotation> Methods => _methods;

    /// <summary>Those of <see cref="Interfaces"/> whose attributes stand in a file: whoever looks at each file would else look at all of them for each.</summary>
    public IEnumerable<InterfaceAnnotation> InterfacesIn(SyntaxTree file) => _interfacesByFile[file];

    /// <summary>Those of <see cref="Methods"/> whose attributes stand in a file.</summary>
    public IEnumerable<MethodAnnotation> MethodsIn(SyntaxTree file) => _methodsByFile[file];

    /// <summary>Those of <see cref="Methods"/> that name methods of an interface: the ones that say more come first, and of those that say as much the earlier.</summary>
    public IEnumerable<MethodAnnotation> MethodsOf(INamedTypeSymbol type) => _methodsByType[type];

    public static AssemblyAnnotations Of(Compilation compilation) => s_known.GetValue(compilation, static compilation => new(compilation));

    /// <summary>Whether an interface is to have an ambassador, wherever that is said.</summary>
    public bool IsAnnotated(INamedTypeSymbol type) => AttributeReader.IsAnnotated(type) || _byType.ContainsKey(type.OriginalDefinition);

    /// <summary>Whether an attribute of the assembly asks for the ambassador of an interface.</summary>
    public bool Names(INamedTypeSymbol type) => _byType.ContainsKey(type);

    /// <summary>What an interface's ambassador is called.</summary>
    public AmbassadorName NameOf(INamedTypeSymbol type) => _foreignNames.TryGetValue(type, out var name) ? name : Naming.NameOf(type);

    /// <summary>What already has the name of an interface's ambassador.</summary>
    public ISymbol? FindRival(INamedTypeSymbol type, AmbassadorName name)
    {
        if (!IsForeign(type))
            return Naming.FindRival(type.ContainingNamespace, name, type, _isAnnotated);

        var scope = _compilation.Assembly.GlobalNamespace;
        foreach (var part in ForeignNames.Namespace.Split('.'))
        {
            if (scope.GetMembers(part).OfType<INamespaceSymbol>().FirstOrDefault() is not { } inner)
                return null;

            scope = inner;
        }

        return Naming.FindRival(scope, name, self: null, _isAnnotated);
    }

    /// <summary>What is set for an interface as a whole.</summary>
    public EquatableArray<Setting> SettingsOf(INamedTypeSymbol type)
    {
        var settings = AttributeReader.Read(type).Settings;
        return _byType.TryGetValue(type.OriginalDefinition, out var ours) ? SettingsReader.Over(AttributeReader.Settings(ours), settings) : settings;
    }

    /// <summary>The attributes that set something for an interface as a whole, in the order in which they win.</summary>
    public IEnumerable<AttributeData> AttributesOf(INamedTypeSymbol type)
    {
        var own = AttributeReader.InOrder(type);
        return _byType.TryGetValue(type.OriginalDefinition, out var ours) ? own.Prepend(ours) : own;
    }

    /// <summary>The assembly's attributes that set something for a method of a decorated interface, in the order in which they win.</summary>
    public IEnumerable<AttributeData> AttributesOf(IMethodSymbol method, INamedTypeSymbol decorated)
    {
        var ofDecorated = Matching(decorated, method);
        return SymbolEqualityComparer.Default.Equals(method.ContainingType, decorated)
            ? ofDecorated
            : ofDecorated.Concat(Matching(method.ContainingType.OriginalDefinition, method.OriginalDefinition));

        IEnumerable<AttributeData> Matching(INamedTypeSymbol type, IMethodSymbol named) =>
            MethodsOf(type).Where(annotation => annotation.Matches(named)).Select(static annotation => annotation.Attribute);
    }

    /// <summary>What the assembly's attributes set for a method of a decorated interface: those that name the decorated one win, then those that say more.</summary>
    public EquatableArray<Setting> SettingsOf(IMethodSymbol method, INamedTypeSymbol decorated)
    {
        if (_methods.Count == 0)
            return default;

        var settings = Matching(decorated, method);
        return SymbolEqualityComparer.Default.Equals(method.ContainingType, decorated)
            ? settings
            : SettingsReader.Over(settings, Matching(method.ContainingType.OriginalDefinition, method.OriginalDefinition));
    }

    /// <summary>What names a method's fallback: the assembly for the method, the method itself, the decorated interface, the declaring one, in this order.</summary>
    public FallbackAnnotation? FallbackOf(IMethodSymbol method, INamedTypeSymbol decorated) =>
        FallbackOf(method, decorated, method)
        ?? FallbackOf(method, method.ContainingType.OriginalDefinition, method.OriginalDefinition)
        ?? FallbackAnnotation.Of(method, method.ContainingType)
        ?? FallbackOf(decorated)
        ?? FallbackOf(method.ContainingType);

    private FallbackAnnotation? FallbackOf(INamedTypeSymbol type) =>
        (_byType.TryGetValue(type.OriginalDefinition, out var ours) ? FallbackAnnotation.Of(ours, type, isOfMethod: false) : null)
        ?? FallbackAnnotation.Of(type, type);

    private FallbackAnnotation? FallbackOf(IMethodSymbol method, INamedTypeSymbol type, IMethodSymbol named)
    {
        foreach (var annotation in MethodsOf(type))
        {
            if (annotation.Matches(named)
                && FallbackAnnotation.Of(annotation.Attribute, method.ContainingType, isOfMethod: true) is { } fallback)
                return fallback;
        }

        return null;
    }

    private EquatableArray<Setting> Matching(INamedTypeSymbol type, IMethodSymbol method)
    {
        EquatableArray<Setting> settings = default;
        foreach (var annotation in MethodsOf(type))
        {
            if (annotation.Matches(method))
                settings = SettingsReader.Over(settings, annotation.Settings);
        }

        return settings;
    }

    private InterfaceAnnotation Read(AttributeData attribute)
    {
        var target = AnnotationTarget.Read(attribute);
        if (target.Type is not { } type)
            return new(attribute, target, null);

        if (MayBeAnnotated(type) && AttributeReader.IsAnnotated(type))
            return new(attribute, target, "its own [Ambassador]");

        if (_byType.ContainsKey(type))
            return new(attribute, target, "another AmbassadorFor");

        _byType.Add(type, attribute);
        return new(attribute, target, null);
    }

    // Reading attributes from metadata costs.
    private bool MayBeAnnotated(INamedTypeSymbol type) => !IsForeign(type) || EnvironmentReader.ReferencesRuntime(type.ContainingAssembly);

    private bool IsForeign(INamedTypeSymbol type) => !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _compilation.Assembly);
}
