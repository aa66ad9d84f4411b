using Saker.Card.Bench;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>Reads a capture once for what a comparison is set up with: session, addresses, gaps, and its symbols.</summary>
internal sealed class CaptureSurvey
{
    private readonly SymbolSurvey _symbols = new();
    private readonly List<Gap> _gaps = [];
    private FeedSettings _feed = FeedSettings.Default;
    private SessionId? _session;
    private FeedAddress? _lineA, _lineB;
    private ulong _first = 1;

    private CaptureSurvey()
    {
    }

    /// <param name="path">The capture.</param>
    /// <param name="names">Symbols to be tracked; none: those with the most book messages.</param>
    /// <param name="most">Symbols that the card tracks.</param>
    /// <param name="windowTicks">Ticks in the card's window.</param>
    /// <param name="progress">Follows the walk.</param>
    /// <exception cref="CliException">The capture has no MoldUDP64, or does not name a symbol, or they are too many.</exception>
    public static CompareSetup Of(string path, IReadOnlyList<Symbol> names, int most, int windowTicks, IWalkProgress progress)
    {
        var survey = new CaptureSurvey();
        if (CaptureFrames.IsPacketCapture(path))
        {
            survey.Packets(path, progress);
        }
        else
        {
            new ItchSource(path, progress).ForEach((in SourceMessage message) => survey._symbols.Message(message.Data), new Walk("reading symbols"));
        }

        return survey.Setup(survey._symbols.Choose(names, most, windowTicks));
    }

    private void Packets(string path, IWalkProgress progress)
    {
        using FileStream file = CaptureFrames.Open(path);
        using BufferedStream stream = new(file, 1 << 16);
        PcapReader reader = new(stream);
        var order = new StreamOrder(_gaps.Add, (_, data) => _symbols.Message(data));
        progress.Begin(new Walk("reading symbols"), file.Length);
        try
        {
            while (reader.TryRead(out CaptureRecord record))
            {
                if (CaptureFrames.TryMold(record, out MoldPacket packet, out FeedAddress address))
                {
                    Packet(packet, address, order);
                    progress.Step(order.Released, file.Position);
                }
            }
        }
        catch (CaptureFormatException)
        {
            // What comes before the fault is compared; the replay meets the fault again and reports it.
            order.End();
            return;
        }
        finally
        {
            progress.End(order.Released);
        }

        order.End();
        if (_session is null)
        {
            throw new CliException($"'{path}' has no MoldUDP64 packet: there is nothing to compare.");
        }
    }

    private void Packet(in MoldPacket packet, FeedAddress address, StreamOrder order)
    {
        if (_session is null)
        {
            (_session, _lineA, _first) = (packet.Session, address, packet.Sequence);
        }

        if (packet.Session != _session)
        {
            return;
        }

        _lineB = address == _lineA ? _lineB : _lineB ?? address;
        if (packet.Blocks == 0)
        {
            order.Announced(packet.Session, packet.Sequence);
        }

        foreach (MoldMessage message in packet)
        {
            order.Message(packet.Session, message.Sequence, message.Data);
        }
    }

    private CompareSetup Setup(IReadOnlyList<ComparedSymbol> symbols)
    {
        bool anySession = false;
        if (_session is { } session && _lineA is { } a)
        {
            string name = session.ToString();
            anySession = SessionId.Of(name) != session;
            _feed = _feed with { Session = name, Group = a.Group, Port = a.Port };
            _feed = _lineB is { } b ? _feed with { GroupB = b.Group, PortB = b.Port } : _feed;
        }

        return new CompareSetup(_feed, anySession, _first, _gaps, symbols);
    }
}
