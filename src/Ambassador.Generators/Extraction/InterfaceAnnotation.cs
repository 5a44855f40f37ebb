using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>One <c>[assembly: AmbassadorFor(…)]</c>.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Target">What it names.</param>
/// <param name="Earlier">What has annotated the same interface before, in words; null where this is the first.</param>
internal sealed record InterfaceAnnotation(AttributeData Attribute, AnnotationTarget Target, string? Earlier);
