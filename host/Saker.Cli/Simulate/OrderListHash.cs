using System.Security.Cryptography;
using Saker.Card;
using Saker.Model;

namespace Saker.Cli;

/// <summary>SHA-256 over PAPER records in their order, the same for every engine: each as the 64 bytes of the ring (docs/registers.md) with sequence, phase, times
/// and cycle zero.</summary>
internal sealed class OrderListHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _bytes = new byte[PaperEvent.Size];

    public void Add(in PaperRecord r)
    {
        var to = new PaperEventWriter(_bytes)
        {
            Slot = r.Slot, Side = r.Side, Act = (uint)r.Act, Bank = r.Bank, Seq = r.Seq, Qty = r.Qty, Open = r.Open, Ahead = r.Ahead, Price = r.Price, Idx = r.Idx,
            Verdict = r.Verdict, Position = r.Position, Mid2 = r.Mid2,
        };
        _hash.AppendData(_bytes);
    }

    /// <summary>Of the records so far, 64 hexadecimal digits.</summary>
    public string Text => Convert.ToHexString(_hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();
}
