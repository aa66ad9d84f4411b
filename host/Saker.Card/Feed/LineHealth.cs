namespace Saker.Card.Feed;

/// <summary>What is known of one line.</summary>
/// <param name="First">Messages that it brought first; wrapping, like all of these.</param>
/// <param name="Late">Messages that another line had brought before.</param>
/// <param name="Lost">Sequence numbers that its packets jumped over.</param>
/// <param name="Good">Good frames.</param>
/// <param name="Bad">Frames broken on the wire.</param>
/// <param name="LastNs">Card time of its last good frame, ns; 0: none.</param>
/// <param name="SilentFor">Age of that frame by the card's clock; as long as the card has been up when there is none.</param>
/// <param name="Alarm">What is wrong with it, in words; empty: nothing.</param>
public readonly record struct LineHealth(uint First, uint Late, uint Lost, uint Good, uint Bad, ulong LastNs, TimeSpan SilentFor, string Alarm);
