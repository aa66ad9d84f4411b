using Saker.Card;
using Saker.Card.Bench;
using Saker.Card.Verilated;
using Saker.Model;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>The card's own decoder. It says nothing of a message it skips (unknown type, wrong length): such a message's
/// row is marked unknown.</summary>
public sealed class RtlDecodeEngine : IDecodeEngine
{
    public void Run(ItchSource source, Action<DecodedRow> rows)
    {
        if (!VerilatedCard.IsAvailable)
        {
            throw new CliException($"The RTL engine needs the virtual card's library, which is not at '{VerilatedCard.LibraryPath}': build it with `make sim`.");
        }

        using var bench = new CardBench(FeedSettings.Default, [], record: true);
        var sent = new Queue<SourceMessageHead>();
        var decoded = new Dictionary<ulong, ItchMsg>();
        RtlFeed.Run(bench, source, sent.Enqueue, record =>
        {
            if (record[4] == (byte)EventType.Message)
            {
                var e = new MessageEvent(record);
                decoded[e.Seq] = Message(e);
            }
        }, last =>
        {
            while (sent.TryPeek(out SourceMessageHead head) && head.Number <= last)
            {
                sent.Dequeue();
                bool known = decoded.Remove((ulong)head.Number, out ItchMsg itch);
                rows(new DecodedRow(head.Number, head.Sequence, known ? itch : new ItchMsg { Mtype = head.Type }, known));
            }

            return true;
        });
    }

    private static ItchMsg Message(MessageEvent e)
    {
        bool stock = (char)e.Mtype is 'R' or 'H' or 'J' or 'K' or 'V';
        bool match = (char)e.Mtype == 'B';
        return new ItchMsg
        {
            Mtype = (byte)e.Mtype,
            Locate = e.Locate,
            Ts = e.Ts,
            OrderRef = stock || match ? 0 : e.OrderRef,
            Stock = stock ? e.OrderRef : 0,
            NewRef = e.NewRef,
            Qty = e.Qty,
            Price = e.Price,
            Side = e.Side,
            Code = e.Code,
            MatchNo = match ? e.OrderRef : 0,
        };
    }
}
