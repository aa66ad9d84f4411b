namespace Saker.Card.Tests.Recovery;

/// <summary>What runs have met and what was compared in them; runs add up.</summary>
internal sealed record RunFigures
{
    public int Runs { get; init; }

    /// <summary>Messages of the venue.</summary>
    public long Messages { get; init; }

    /// <summary>FEED records of cause 1.</summary>
    public int Gaps { get; init; }

    /// <summary>FEED records of causes 2 and 3.</summary>
    public int BadFrames { get; init; }

    /// <summary>Recoveries by fill alone.</summary>
    public int Fills { get; init; }

    /// <summary>Answers of the re-request server that were played.</summary>
    public int Answers { get; init; }

    /// <summary>Snapshots loaded.</summary>
    public int Snapshots { get; init; }

    /// <summary>Sessions followed.</summary>
    public int Sessions { get; init; }

    /// <summary>Windows moved.</summary>
    public int Moves { get; init; }

    /// <summary>Recoveries of every kind.</summary>
    public int Recoveries { get; init; }

    /// <summary>Pauses after failures of the servers.</summary>
    public int Pauses { get; init; }

    /// <summary>Books that equalled the venue's own at rest: best and ten levels a side, and what stops the symbol.</summary>
    public int Books { get; init; }

    /// <summary>BOOK records that equalled the venue's book after the same message.</summary>
    public long Tops { get; init; }

    /// <summary>DEPTH reports that did.</summary>
    public long Reports { get; init; }

    /// <summary>New orders and replaces that were checked.</summary>
    public int Quotes { get; init; }

    public int Cancels { get; init; }

    /// <summary>Times that the quoted symbol was stopped.</summary>
    public int Stops { get; init; }

    /// <summary>Times that every quote was seen to be cancelled while the symbol was stopped.</summary>
    public int Pulled { get; init; }

    /// <summary>Packets on the pins that jumped over messages, while the card must show it at once.</summary>
    public int Jumps { get; init; }

    public ulong Cycles { get; init; }

    public static RunFigures operator +(RunFigures a, RunFigures b) => new()
    {
        Runs = a.Runs + b.Runs,
        Messages = a.Messages + b.Messages,
        Gaps = a.Gaps + b.Gaps,
        BadFrames = a.BadFrames + b.BadFrames,
        Fills = a.Fills + b.Fills,
        Answers = a.Answers + b.Answers,
        Snapshots = a.Snapshots + b.Snapshots,
        Sessions = a.Sessions + b.Sessions,
        Moves = a.Moves + b.Moves,
        Recoveries = a.Recoveries + b.Recoveries,
        Pauses = a.Pauses + b.Pauses,
        Books = a.Books + b.Books,
        Tops = a.Tops + b.Tops,
        Reports = a.Reports + b.Reports,
        Quotes = a.Quotes + b.Quotes,
        Cancels = a.Cancels + b.Cancels,
        Stops = a.Stops + b.Stops,
        Pulled = a.Pulled + b.Pulled,
        Jumps = a.Jumps + b.Jumps,
        Cycles = a.Cycles + b.Cycles,
    };

    public override string ToString() =>
        $"{Runs} runs, {Messages} messages, {Cycles} cycles: {Gaps} gaps, {BadFrames} bad frames, {Recoveries} recoveries ({Fills} by fill alone), "
        + $"{Answers} answers, {Snapshots} snapshots, {Sessions} sessions, {Moves} windows moved, {Pauses} pauses; {Books} books at rest, {Tops} best prices and {Reports} depths "
        + $"in the stream equal the venue's; {Quotes} quotes checked in {Stops} stops, {Cancels} cancels, {Pulled} times all pulled, {Jumps} jumps on the pins";
}
