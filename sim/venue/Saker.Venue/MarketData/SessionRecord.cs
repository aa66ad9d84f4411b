using Saker.Wire;

namespace Saker.Venue;

/// <summary>
/// What a session has said so far that a snapshot must repeat, as it was said: every system event; for each locate the last directory entry,
/// trading action and short-sale restriction; for each locate and market the last operational halt. Belongs to the venue's thread.
/// </summary>
public sealed class SessionRecord
{
    private readonly List<byte[]> _events = [];
    private readonly SortedDictionary<ushort, byte[]> _directory = [];
    private readonly SortedDictionary<ushort, byte[]> _trading = [];
    private readonly SortedDictionary<ushort, byte[]> _restrictions = [];
    private readonly List<byte[]> _operational = [];

    /// <summary>Takes note of a message of the stream; of most types there is nothing to note.</summary>
    public void Note(ReadOnlySpan<byte> message)
    {
        if (!ItchHead.IsWellFormed(message))
        {
            return;
        }

        switch (message[0])
        {
            case ItchSystemEvent.Type:
                _events.Add(message.ToArray());
                break;
            case ItchStockDirectory.Type:
                _directory[ItchHead.Locate(message).Value] = message.ToArray();
                break;
            case ItchStockTradingAction.Type:
                _trading[ItchHead.Locate(message).Value] = message.ToArray();
                break;
            case ItchRegShoRestriction.Type:
                _restrictions[ItchHead.Locate(message).Value] = message.ToArray();
                break;
            case ItchOperationalHalt.Type when ItchOperationalHalt.TryRead(message, out var halt):
                var (locate, market) = (halt.Locate, halt.Market);
                _operational.RemoveAll(m => ItchOperationalHalt.TryRead(m, out var old) && old.Locate == locate && old.Market == market);
                _operational.Add(message.ToArray());
                break;
        }
    }

    /// <summary>A new session knows nothing yet.</summary>
    public void Clear()
    {
        _events.Clear();
        _directory.Clear();
        _trading.Clear();
        _restrictions.Clear();
        _operational.Clear();
    }

    /// <summary>System events in their order, then by type and locate; operational halts in the order in which they were last said.</summary>
    public void Write(IMessageSink sink)
    {
        foreach (byte[] message in _events.Concat(_directory.Values).Concat(_trading.Values).Concat(_restrictions.Values).Concat(_operational))
        {
            sink.Add(message);
        }
    }
}
