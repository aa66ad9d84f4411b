using Saker.Card.Verilated;

namespace Saker.Card.Tests.Orders;

/// <summary>When the card's order port was free, from the frames that it sent.</summary>
internal sealed class TakerLine(IEnumerable<SentFrame> frames)
{
    // A candidate's frame starts two cycles behind it; a frame takes 2 words of preamble, its own, 4 bytes of FCS and 12 of gap, and the room behind it stands a little later.
    private const uint StartAfter = 2, Around = 12;

    private readonly (uint Start, uint Free)[] _frames =
        [.. frames.Select(f => ((uint)f.StartCycle, (uint)f.StartCycle + 2 + (uint)((f.Bytes.Length + 4 + 3) / 4) + 4))];

    /// <summary>A candidate of that cycle finds the port free for certain: nothing was under way or about to leave.</summary>
    public bool IsFree(uint cycle) =>
        Array.TrueForAll(_frames, f => (int)(f.Free + Around - cycle) <= 0 || (int)(f.Start - cycle) >= StartAfter);
}
