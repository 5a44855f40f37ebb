using Ambassador.Targets;

namespace Ambassador;

/// <summary>
/// Marks the method by which targets of the interface are checked (<see cref="HealthCheckAttribute"/>): it returns a task of nothing, of a <see cref="bool"/> or of a
/// <see cref="TargetHealth"/>, and takes a token at most. A target that throws, or answers false, is unhealthy.
/// </summary>
/// <remarks>
/// One method of an interface without type parameters can be; <c>AddAmbassadorTargets</c> takes anything else that checks. A check calls the implementation itself, past every policy; calls of the
/// method through the ambassador are calls like others.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class HealthProbeAttribute : Attribute;
