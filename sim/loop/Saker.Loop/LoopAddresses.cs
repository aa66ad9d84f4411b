namespace Saker.Loop;

/// <summary>The addresses inside the loop's network namespace. inside.sh gives the interfaces theirs.</summary>
internal static class LoopAddresses
{
    /// <summary>The venue's side of feed line A.</summary>
    public const string LineA = "10.77.1.1";

    /// <summary>The venue's side of feed line B.</summary>
    public const string LineB = "10.77.3.1";

    /// <summary>Group of feed line A.</summary>
    public const string GroupA = "239.77.1.1:26477";

    /// <summary>Group of feed line B.</summary>
    public const string GroupB = "239.77.2.1:26478";

    /// <summary>Where missing messages are asked for again (UDP).</summary>
    public const string Rerequest = LineA + ":26479";

    /// <summary>Order entry.</summary>
    public const string Orders = "10.77.2.1:26480";

    /// <summary>The card's side of the order line.</summary>
    public const string Card = "10.77.2.2";

    /// <summary>Snapshots of all books.</summary>
    public const string Glimpse = LineA + ":26482";
}
