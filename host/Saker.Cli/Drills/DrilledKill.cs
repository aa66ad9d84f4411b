namespace Saker.Cli;

/// <summary>One kill of a drill, ns after the click: the click by this machine's clock, the rest by the card's.</summary>
/// <param name="GateNs">The gate closed.</param>
/// <param name="LastCancelNs">The last cancel started on the wire; null: every order had ended by then, none left.</param>
/// <param name="ConfirmedNs">The venue had ended the last open order.</param>
public sealed record DrilledKill(long GateNs, long? LastCancelNs, long ConfirmedNs)
{
    /// <summary>First the gate, then the last cancel, then the confirmation.</summary>
    public bool InOrder => GateNs <= ConfirmedNs && (LastCancelNs is not { } last || (GateNs <= last && last <= ConfirmedNs));
}

/// <summary>A drill that stopped before its end. The appliance is left as it is, killed or armed: a person looks.</summary>
public sealed class DrillException(string message) : Exception(message);
