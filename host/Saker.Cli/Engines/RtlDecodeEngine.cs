using Saker.Card;
using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>The card's own decoder. It says nothing of a message it skips (unknown type, wrong length): such a message's
/// row is marked unknown.</summary>
public sealed class RtlDecodeEngine : IDecodeEngine
{
    public void Run(ItchSource source, Action<DecodedRow> rows)
    {
        VirtualCard.Need();
        using var bench = new CardBench(FeedSettings.Default, [], record: true);
        new RtlFeed(bench, new Reader(rows)).Run(source, ordered: false);
    }

    private sealed class Reader(Action<DecodedRow> rows) : IRtlListener
    {
        private readonly Queue<SourceMessageHead> _sent = new();
        private readonly Dictionary<ulong, ItchMsg> _decoded = [];

        public void Sent(SourceMessageHead head) => _sent.Enqueue(head);

        public bool EndsTurn(in SourceMessage message) => false;

        public void Read(ReadOnlySpan<byte> record)
        {
            if (record[4] == (byte)EventType.Message)
            {
                var e = new MessageEvent(record);
                _decoded[e.Seq] = Message(e);
            }
        }

        public bool Turn(long last)
        {
            while (_sent.TryPeek(out SourceMessageHead head) && head.Number <= last)
            {
                _sent.Dequeue();
                bool known = _decoded.Remove((ulong)head.Number, out ItchMsg itch);
                rows(new DecodedRow(head.Number, head.Sequence, known ? itch : new ItchMsg { Mtype = head.Type }, known));
            }

            return true;
        }
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
