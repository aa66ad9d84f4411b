using Saker.Wire;

namespace Saker.Venue;

/// <summary>
/// Publishes a BinaryFILE of ITCH messages unchanged, each when simulated time reaches its own timestamp, and keeps the shadow book from
/// them. A directory and a trading message are put in front for each locate that the capture names but does not describe. A timestamp below
/// the one before it by more than half a day is the next day's; a smaller step back is published at once.
/// </summary>
public sealed class CaptureReplay : IEventSource, IDisposable
{
    /// <summary>Messages looked at beforehand for symbols; later ones may only use symbols with a directory message.</summary>
    public const int ScanMessages = 2_000_000;

    private readonly FileStream _file;
    private readonly BinaryFileReader _reader;
    private readonly ShadowMatcher _shadow;
    private readonly IMessageSink _sink;
    private readonly ItchFeed _feed;
    private readonly IReadOnlyList<Instrument> _undescribed;
    private byte[] _next = [];
    private long _dayNs;

    /// <summary>Opens a capture.</summary>
    /// <param name="path">BinaryFILE: 2-byte length and message.</param>
    /// <param name="named">A symbol and locate named by the user, or null.</param>
    /// <param name="shadow">Where the captured orders are kept.</param>
    /// <param name="sink">Where the messages go.</param>
    /// <param name="feed">Writer of the messages put in front, into the same sink.</param>
    /// <exception cref="CaptureFormatException">The file is not a BinaryFILE of ITCH 5.0.</exception>
    public CaptureReplay(string path, (string Symbol, ushort Locate)? named, ShadowMatcher shadow, IMessageSink sink, ItchFeed feed)
    {
        _shadow = shadow;
        _sink = sink;
        _feed = feed;
        _undescribed = Scan(path, named);
        _file = File.OpenRead(path);
        _reader = new BinaryFileReader(new BufferedStream(_file, 1 << 16));
        ReadNext();
    }

    /// <summary>Messages of the file published.</summary>
    public long Published { get; private set; }

    /// <inheritdoc/>
    public long NextNs { get; private set; }

    /// <summary>Timestamp of the first message of a capture, ns since midnight.</summary>
    public static long FirstNs(string path)
    {
        using var file = File.OpenRead(path);
        return new BinaryFileReader(file).TryRead(out var message) && ItchHead.IsWellFormed(message)
            ? (long)ItchHead.Time(message).Nanoseconds
            : throw new CaptureFormatException("The file does not start with an ITCH 5.0 message in BinaryFILE framing.");
    }

    /// <inheritdoc/>
    public void Open()
    {
        foreach (var instrument in _undescribed)
        {
            _shadow.Define(instrument);
            _feed.Directory(instrument);
        }

        foreach (var instrument in _undescribed)
        {
            _feed.TradingChanged(_shadow.Book(instrument.Locate)!);
        }
    }

    /// <inheritdoc/>
    public void Step()
    {
        ShadowDecoder.Apply(_next, _shadow);
        _sink.Add(_next);
        Published++;
        ReadNext();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static List<Instrument> Scan(string path, (string Symbol, ushort Locate)? named)
    {
        var symbols = new SortedDictionary<ushort, string>();
        var described = new HashSet<ushort>();
        using var file = File.OpenRead(path);
        var reader = new BinaryFileReader(new BufferedStream(file, 1 << 16));
        while (reader.Count < ScanMessages && reader.TryRead(out var message))
        {
            if (ItchStockDirectory.TryRead(message, out var directory))
            {
                described.Add(directory.Locate.Value);
                if (named?.Symbol == directory.Stock.ToString())
                {
                    break;
                }
            }
            else if (ItchAddOrder.TryRead(message, out var add))
            {
                symbols.TryAdd(add.Locate.Value, add.Stock.ToString());
            }
            else if (ItchAddOrderAttributed.TryRead(message, out var attributed))
            {
                symbols.TryAdd(attributed.Locate.Value, attributed.Stock.ToString());
            }
        }

        if (named is { } n)
        {
            symbols[n.Locate] = n.Symbol;
        }

        return [.. symbols.Where(s => !described.Contains(s.Key)).Select(s => new Instrument { Symbol = s.Value, Locate = s.Key })];
    }

    private void ReadNext()
    {
        long last = NextNs;
        if (!_reader.TryRead(out var message))
        {
            NextNs = long.MaxValue;
            return;
        }

        if (message.Length < ItchHead.Length)
        {
            throw new CaptureFormatException($"Message {_reader.Count} of the capture has {message.Length} bytes; no ITCH message is that short.");
        }

        _next = message.ToArray();
        long ns = (long)ItchHead.Time(message).Nanoseconds + _dayNs;
        if (ns < last - (EventTime.DayNs / 2))
        {
            _dayNs += EventTime.DayNs;
            ns += EventTime.DayNs;
        }

        NextNs = Math.Max(ns, last);
    }
}
