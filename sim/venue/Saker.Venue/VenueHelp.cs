namespace Saker.Venue;

/// <summary>The options of the command line with units and defaults.</summary>
internal static class VenueHelp
{
    /// <summary>Text of --help.</summary>
    public const string Text = """
        saker-venue: an exchange on this machine. ITCH 5.0 over MoldUDP64 multicast, OUCH 5.0 over SoupBinTCP.

          --md-bind IP             local address whose interface sends the multicast (default 127.0.0.1)
          --md-group IP:PORT       multicast group (default 239.77.1.1:26477)
          --md-b-bind IP           local address of line B, which repeats every packet (default: no line B)
          --md-b-group IP:PORT     multicast group of line B (default 239.77.2.1:26478)
          --faults PLAN            what goes wrong on the lines: LINE.KEY=VALUE,... with LINE a or b and KEY
                                   drop dup reorder corrupt delay (probability, or 0.01@2s..3s for a window), delay_us dup_us (N or N..M),
                                   reorder_us skew_us (N), outage (FROM..TO, as 2s..2500ms); both.drop and both.outage for the two together.
                                   Windows count from the start of the flow. A corrupt packet is dropped: a socket cannot send one
          --fault-seed N           seed of the faults (default: that of the flow)
          --rerequest IP:PORT      MoldUDP64 re-request server by UDP; port 0 picks one (default: none)
          --rerequest-keep N       messages that can be asked for again, the latest ones (default 2000000)
          --glimpse IP:PORT        GLIMPSE 5.0 snapshot server, for the users of order entry; port 0 picks one (default: none)
          --session ID             first session of MoldUDP64, and of order entry, 1..10 characters (default SAKER00001)
          --ouch-bind IP:PORT      where order entry listens; port 0 picks one (default 127.0.0.1:26480)
          --user NAME:PASSWORD     a login, may be repeated (default SAKER1:SAKER)
          --keep-on-disconnect     do not cancel a participant's orders when its connection ends
          --behave PLAN            what the venue does wrong to its users: USER.KEY=VALUE,... with USER a name or * and KEY reject dead duplicate
                                   break cancel_reject cancel_pending priority restate aiq drop cut (probability), reject_reason (0x0013),
                                   late_ms (N or N..M), pending_ms (N), login (A, S, held or off), silent stall (on or off). The README says
                                   what each does
          --behave-seed N          seed of the behaviour (default: that of the flow)
          --instruments FILE       instruments.json (default: the one beside the program)
          --seed N                 seed of the background flow (default 1)
          --rate N | SYMBOL=N      background events per simulated second and instrument, may be repeated (default 200)
          --itch FILE              replay a capture (BinaryFILE) instead of the background flow
          --symbol S --locate N    name a locate that the capture itself does not name
          --speed X                simulated seconds per wall second, above 0 (default 1)
          --start-time HH:MM:SS    simulated time of day at the start of the background flow (default 09:30:00)
          --duration S             simulated seconds after which the flow stops; the venue goes on serving (default: never)
          --start-on-login         publish nothing but heartbeats until the first order-entry login
          --control PATH|IP:PORT   JSON-lines control socket, UNIX or TCP (default: none)
        """;
}
