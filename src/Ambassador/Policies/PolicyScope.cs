namespace Ambassador;

/// <summary>Who shares the state of a policy.</summary>
public enum PolicyScope
{
    /// <summary>Each method, and each of its overloads, has a state of its own.</summary>
    Method = 0,

    /// <summary>All methods of the interface that the policy holds for share one state, within a runtime and a service key.</summary>
    Interface = 1,
}
