namespace Saker.RegGen;

/// <summary>A reaction that something demands in every run: a figure with its value, or a test and the bound that it holds to.</summary>
/// <param name="Figure">Name of a figure that a test demands, else empty.</param>
/// <param name="Test">Test that demands it, else empty.</param>
/// <param name="Value">The number, or the bound in words.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="What">From where to where, when the figure's name does not say it.</param>
public sealed record Measured(string Figure, string Test, string Value, string Unit, string What);

/// <summary>A control that this build has, and what shows it.</summary>
/// <param name="Name">Stable id, and the tag in the RTL: <c>RISK.POSITION</c>.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Trigger">When it acts.</param>
/// <param name="Action">What it does then.</param>
/// <param name="Where">Who enforces it: card, host, venue, control plane.</param>
/// <param name="Verdict">Bit of the verdict bitmap, <c>V_POSITION</c>; empty when it refuses no order.</param>
/// <param name="Causes">Kill causes that it sets.</param>
/// <param name="Registers">REGISTER, REGISTER.FIELD or ARRAY.ELEMENT of card.json.</param>
/// <param name="Default">Value after reset.</param>
/// <param name="Unit">Unit of the default and of its limit.</param>
/// <param name="Tags">RTL files that hold its tag, each at the line that enforces it.</param>
/// <param name="Tests">Project/Class or Project/Class.Method.</param>
/// <param name="Proofs">Name in a proofs.txt, with the property's number behind a colon where the harness numbers them.</param>
/// <param name="Goal">Reaction that is asked for; empty: none is.</param>
/// <param name="Measured">Reactions that are shown.</param>
/// <param name="Shortfall">Where it is less than what is asked for and what stands in its place; empty: nowhere.</param>
public sealed record Control(string Name, string Title, string Trigger, string Action, IReadOnlyList<string> Where, string Verdict,
    IReadOnlyList<string> Causes, IReadOnlyList<string> Registers, string Default, string Unit, IReadOnlyList<string> Tags,
    IReadOnlyList<string> Tests, IReadOnlyList<string> Proofs, string Goal, IReadOnlyList<Measured> Measured, string Shortfall)
{
    /// <summary>Enforced in hardware.</summary>
    public bool OfTheCard => Where.Contains("card");

    /// <summary>Tied to all that must show it: of the card to its line, a test and a proof, elsewhere to a test.</summary>
    public bool Linked => Tests.Count > 0 && (!OfTheCard || (Tags.Count > 0 && Proofs.Count > 0));
}

/// <summary>A control that is asked for and that this build does not have.</summary>
/// <param name="Name">The id that it will have.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Where">Where it belongs.</param>
/// <param name="Causes">Kill causes that are kept for it and that nothing sets yet.</param>
/// <param name="Sentence">Why it is absent and what stands in its place.</param>
public sealed record AbsentControl(string Name, string Title, IReadOnlyList<string> Where, IReadOnlyList<string> Causes, string Sentence);

/// <summary>An id, or a verdict bit with its number, that was used once and must not come back with another meaning.</summary>
public sealed record RetiredControl(string Name, int? Verdict, string Reason);

/// <summary>controls.json.</summary>
public sealed record ControlList(string Description, IReadOnlyList<RetiredControl> Retired, IReadOnlyList<Control> Controls,
    IReadOnlyList<AbsentControl> Absent)
{
    /// <summary>The line that a run prints: how many of all controls that are asked for are there and wholly linked.</summary>
    public string Figure => $"controls_linked {Controls.Count(c => c.Linked)} of {Controls.Count + Absent.Count}";
}
