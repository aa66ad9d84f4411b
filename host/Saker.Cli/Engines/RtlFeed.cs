using Saker.Card;
using Saker.Card.Bench;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>What of a message outlives its bytes.</summary>
internal readonly record struct SourceMessageHead(long Number, ulong Sequence, byte Type);

/// <summary>Sends a capture's messages through the Verilated card, in packets of its own, in the file's order.</summary>
internal static class RtlFeed
{
    private const int PacketsPerTurn = 32;

    /// <summary>Sends every message; after each few packets the card's records are taken.</summary>
    /// <param name="bench">A card that expects sequence 1.</param>
    /// <param name="source">The capture.</param>
    /// <param name="sent">Called for each message when it is queued.</param>
    /// <param name="read">Called for each record, in order.</param>
    /// <param name="turn">Called when the card has dealt with all messages up to this number; false ends the walk.</param>
    public static void Run(CardBench bench, ItchSource source, Action<SourceMessageHead> sent, CardBench.RecordReader read, Func<long, bool> turn)
    {
        var pending = new List<byte[]>();
        int bytes = 0, packets = 0;
        long last = 0;
        bool go = true;
        void Send()
        {
            bench.SendMessages([.. pending]);
            pending.Clear();
            bytes = 0;
            if (++packets % PacketsPerTurn == 0)
            {
                bench.Drain(read);
                go = turn(last);
            }
        }

        source.ForEach((in SourceMessage message) =>
        {
            if (bytes + 2 + message.Data.Length > MoldPacketBuilder.MaxPayload - MoldPacket.HeaderLength)
            {
                Send();
            }

            pending.Add(message.Data.ToArray());
            bytes += 2 + message.Data.Length;
            last = message.Number;
            sent(new SourceMessageHead(message.Number, message.Sequence, message.Data.IsEmpty ? (byte)0 : message.Data[0]));
            return go;
        });
        if (pending.Count > 0)
        {
            Send();
        }

        bench.Drain(read);
        turn(last);
    }
}
