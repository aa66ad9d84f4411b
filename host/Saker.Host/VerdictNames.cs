namespace Saker.Host;

/// <summary>The controls of the risk gate by their bit in the verdict (V_* of the card's contract), and what each one's refusal asks of a person.</summary>
public static class VerdictNames
{
    private static readonly (string Name, string Meaning)[] Controls =
    [
        ("kill", "the kill latch is closed: arm first"),
        ("mode", "the slot's mode lets no such order pass"),
        ("session", "the order session is down or has not caught up: wait until it is up"),
        ("book", "the symbol's book is not good: see its state"),
        ("quantity", "the quantity is above the slot's maxQty"),
        ("collar", "the price is further from the mid than the slot's collar"),
        ("position", "position and open orders together would exceed the slot's maxPosition"),
        ("reference", "the next user reference was used before: kill, and look at OE_NEXT_URN"),
        ("window", "no room for another message until the venue acknowledges: enter it again"),
        ("table", "the next reference's place in the order table is an open order's: cancel old orders of the desk"),
        ("throttle", "the venue's message limit is used up: enter it again"),
        ("self", "it would meet an order of our own: cancel that one first, or give another price"),
        ("notional", "quantity times price is above the slot's maxNotional"),
        ("aggregate", "the slots together would exceed symbolMaxPosition or maxExposure, or their exposure is not known: lower it first"),
    ];

    /// <summary>Controls in the verdict.</summary>
    public static int Count => Controls.Length;

    /// <summary>The control's name.</summary>
    public static string Of(int bit) => Controls[bit].Name;

    /// <summary>What its refusal means, and what to do.</summary>
    public static string Meaning(int bit) => Controls[bit].Meaning;

    /// <summary>Bits of a verdict, lowest first.</summary>
    public static IEnumerable<int> In(uint verdict) => Enumerable.Range(0, Count).Where(bit => ((verdict >> bit) & 1) != 0);
}
