using System.Collections.Immutable;
using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>Reads the members that an ambassador implements.</summary>
/// <param name="decorated">The interface that is decorated.</param>
/// <param name="name">Its ambassador's name.</param>
/// <param name="classNames">The names that a method's type parameters may not have; null where they have not been needed yet.</param>
/// <param name="annotations">What the assembly's attributes set.</param>
/// <param name="fallbacks">Reads what methods fall back on.</param>
/// <param name="namer">Names types.</param>
internal sealed class MemberReader(
    INamedTypeSymbol decorated, AmbassadorName name, HashSet<string>? classNames, AssemblyAnnotations annotations, FallbackReader fallbacks, TypeNamer namer)
{
    private readonly List<MemberModel> _members = new(decorated.GetMembers().Length);
    private bool _mayHash;

    /// <summary>What has been read.</summary>
    public List<MemberModel> Members => _members;

    /// <summary>Reads the members that an interface declares, less those that need no implementation of their own.</summary>
    /// <param name="declaring">The decorated interface, or one that it inherits.</param>
    /// <param name="inherited">The settings of that interface, less those that the decorated one sets.</param>
    public void Read(INamedTypeSymbol declaring, EquatableArray<Setting> inherited)
    {
        var name = namer.Name(declaring);
        _mayHash = OurAttributes.IsBalanced(decorated) || OurAttributes.IsBalanced(declaring);
        foreach (var member in declaring.GetMembers())
        {
            if (Read(member, name, inherited) is { } model)
                _members.Add(model);
        }
    }

    private MemberModel? Read(ISymbol member, string declaring, EquatableArray<Setting> inherited)
    {
        if (member.IsStatic || !Signatures.IsImplementable(member) || Signatures.IsExplicit(member))
            return null;

        return member switch
        {
            IMethodSymbol { MethodKind: MethodKind.Ordinary } method => Read(method, declaring, inherited),
            IPropertySymbol property => Read(property, declaring),
            IEventSymbol @event => Read(@event, declaring),
            _ => null,
        };
    }

    private MemberModel Read(IMethodSymbol method, string declaring, EquatableArray<Setting> inherited)
    {
        if (KnownTypes.IsDisposable(method.ContainingType) || KnownTypes.IsAsyncDisposable(method.ContainingType))
            return new Disposal(declaring, method.Name, namer.Name(method.ReturnType), IsAdded: false);

        if (method.IsGenericMethod)
            TypeParameterReader.RenameClashes(method.TypeParameters, [.. classNames ??= TypeParameterReader.NamesWithin(decorated, name)], namer);

        namer.HasAnnotatedTypeParameter = false;
        var returnType = namer.Name(method.ReturnType);
        var parameters = ParameterReader.Read(method.Parameters, method.TypeParameters, namer, _mayHash, CacheKeyReader.MayLeaveKey(method));
        var typeParameters = ReadTypeParameters(method);
        var (settings, isObsolete) = AttributeReader.Read(method);
        var requirements = TrimmingReader.Requirements(method.GetAttributes());
        var accessedMembers = TrimmingReader.AccessedMembersOfResult(method);
        var escaped = Identifiers.Escape(method.Name);

        if (Routing.ShapeOf(method) is not { } shape)
        {
            return new ForwardedMethod(
                declaring,
                escaped,
                returnType,
                ReferenceOf(method.RefKind),
                typeParameters,
                parameters,
                requirements,
                accessedMembers,
                Signatures.IsUnsafe(method),
                isObsolete)
            {
                UsesLocals = Signatures.HandsOutReferences(method),
            };
        }

        var result = Routing.ResultOf(method.ReturnType, shape);
        settings = SettingsReader.Over(SettingsReader.Over(annotations.SettingsOf(method, decorated), settings), inherited);
        return new RoutedMethod(
            declaring,
            escaped,
            returnType,
            shape,
            result is null ? "" : namer.Name(result),
            typeParameters,
            parameters,
            Routing.TokenIndex(method),
            Routing.SettingsIndex(method),
            method.Name,
            PipelineName(method.Name),
            settings,
            HookReader.Read(method, shape == ReturnShape.Stream ? null : result, decorated, namer),
            requirements,
            accessedMembers,
            isObsolete)
        {
            Partitions = PartitionReader.Read(method, decorated),
            IsProbe = ProbeReader.Find(method) is not null && ProbeReader.WhyNot(method) is null,
            Fallback = fallbacks.Read(method, declaring, settings),
        };
    }

    private ForwardedProperty Read(IPropertySymbol property, string declaring) => new(
        declaring,
        Identifiers.Escape(property.Name),
        namer.Name(property.Type),
        ReferenceOf(property.RefKind),
        ParameterReader.Read(property.Parameters, [], namer),
        property.GetMethod is { } getter && Signatures.IsImplementable(getter) ? Read(getter, getter.GetReturnTypeAttributes()) : null,
        property.SetMethod is { } setter && Signatures.IsImplementable(setter) ? Read(setter, setter.Parameters[^1].GetAttributes()) : null,
        TrimmingReader.Requirements(property.GetAttributes()),
        TrimmingReader.AccessedMembers(property.GetAttributes()),
        Signatures.IsUnsafe(property),
        IsObsolete(property) || IsObsolete(property.GetMethod) || IsObsolete(property.SetMethod));

    private ForwardedEvent Read(IEventSymbol @event, string declaring) => new(
        declaring,
        Identifiers.Escape(@event.Name),
        namer.Name(@event.Type),
        Read(@event.AddMethod!, []),
        Read(@event.RemoveMethod!, []),
        TrimmingReader.Requirements(@event.GetAttributes()),
        Signatures.IsUnsafe(@event),
        IsObsolete(@event));

    private static AccessorModel Read(IMethodSymbol accessor, ImmutableArray<AttributeData> ofValue) =>
        new(TrimmingReader.Requirements(accessor.GetAttributes()), TrimmingReader.AccessedMembers(ofValue));

    private EquatableArray<TypeParameterModel> ReadTypeParameters(IMethodSymbol method)
    {
        if (!method.IsGenericMethod)
            return default;

        // Only an annotated type parameter has to be restated: T? would be read as Nullable<T>.
        var restate = namer.HasAnnotatedTypeParameter;
        var models = new TypeParameterModel[method.TypeParameters.Length];
        for (var i = 0; i < models.Length; i++)
            models[i] = TypeParameterReader.Read(method.TypeParameters[i], restate, namer);

        return new(models);
    }

    private static bool IsObsolete(ISymbol? symbol) => symbol is not null && AttributeReader.Read(symbol).IsObsolete;

    private static ReturnReference ReferenceOf(RefKind kind) => kind switch
    {
        RefKind.None => ReturnReference.None,
        RefKind.Ref => ReturnReference.Ref,
        _ => ReturnReference.RefReadOnly,
    };

    // Overloads, and methods of one name from several interfaces, keep pipelines apart: GetAsync, GetAsync2, GetAsync3.
    private string PipelineName(string name)
    {
        var unique = name;
        for (var i = 2; IsTaken(unique); i++)
            unique = name + i;

        return unique;
    }

    // Looked up in a list, because most interfaces are small.
    private bool IsTaken(string name)
    {
        foreach (var member in _members)
        {
            if (member is RoutedMethod method && method.PipelineName == name)
                return true;
        }

        return name is "Methods" or "Settings" or "methods";
    }
}
