namespace Saker.Card.Tests.Recovery;

/// <summary>Messages that stood on the pins, were given to the host, or are in the books that were loaded.</summary>
/// <param name="Cycle">When: of a frame, its start character.</param>
/// <param name="Session">Session that they are of.</param>
/// <param name="First">First sequence.</param>
/// <param name="Blocks">Messages from it on.</param>
/// <param name="Kind">How they came.</param>
internal readonly record struct Delivery(ulong Cycle, string Session, ulong First, int Blocks, DeliveryKind Kind);

/// <summary>How messages came.</summary>
internal enum DeliveryKind
{
    /// <summary>The card is in this session from now on and has all before <see cref="Delivery.First"/>.</summary>
    Loaded,

    /// <summary>They may have come: the host plays them, or their frame was bad.</summary>
    Perhaps,

    /// <summary>In a good frame.</summary>
    Good,
}

/// <summary>Finds the good frames that begin beyond every message that the card can have: the card must know of the gap at once, whatever it was given otherwise.</summary>
internal sealed class DeliveredMessages
{
    private readonly SortedList<ulong, ulong> _ahead = [];
    private string _session = string.Empty;
    private ulong _next = 1;

    /// <summary>The frames of the card's session that jump over messages.</summary>
    public List<Delivery> Jumps(IEnumerable<Delivery> deliveries)
    {
        var jumps = new List<Delivery>();
        foreach (Delivery d in deliveries.OrderBy(d => d.Cycle).ThenBy(d => d.Kind))
        {
            if (d.Kind == DeliveryKind.Loaded)
            {
                Load(d);
            }
            else if (d.Session == _session && d.Blocks != 0)
            {
                if (d.First > _next && d.Kind == DeliveryKind.Good)
                {
                    jumps.Add(d);
                }

                Have(d.First, d.First + (ulong)d.Blocks);
            }
        }

        return jumps;
    }

    private void Load(Delivery d)
    {
        if (d.Session != _session)
        {
            _ahead.Clear();
            (_session, _next) = (d.Session, 1);
        }

        Have(_next, Math.Max(_next, d.First));
    }

    private void Have(ulong first, ulong end)
    {
        if (first > _next)
        {
            _ahead[first] = Math.Max(end, _ahead.GetValueOrDefault(first));
            return;
        }

        _next = Math.Max(_next, end);
        while (_ahead.Count != 0 && _ahead.GetKeyAtIndex(0) <= _next)
        {
            _next = Math.Max(_next, _ahead.GetValueAtIndex(0));
            _ahead.RemoveAt(0);
        }
    }
}
