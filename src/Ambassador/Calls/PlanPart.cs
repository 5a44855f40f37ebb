namespace Ambassador.Calls;

/// <summary>What part of a call a plan is for. A hedged call goes by two plans, one inside the other.</summary>
internal enum PlanPart
{
    /// <summary>All of it.</summary>
    Call,

    /// <summary>The total timeout and the retries, around races of hedged attempts.</summary>
    Races,

    /// <summary>One attempt of a race, with its circuit and its timeout.</summary>
    HedgedAttempt,
}
