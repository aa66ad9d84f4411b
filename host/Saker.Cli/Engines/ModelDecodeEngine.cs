using Saker.Model;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>The golden model's decoder.</summary>
public sealed class ModelDecodeEngine : IDecodeEngine
{
    public void Run(ItchSource source, Action<DecodedRow> rows) => source.ForEach((in SourceMessage message) =>
    {
        bool known = ItchHead.IsWellFormed(message.Data);
        ItchMsg decoded = known ? ItchMsg.Decode(message.Data) : new ItchMsg { Mtype = message.Data.IsEmpty ? (byte)0 : message.Data[0] };
        rows(new DecodedRow(message.Number, message.Sequence, decoded, known));
        return true;
    }, new Walk("through the model"));
}
