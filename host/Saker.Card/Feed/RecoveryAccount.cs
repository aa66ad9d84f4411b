namespace Saker.Card.Feed;

/// <summary>What the recovery under way has done so far, and those that ended well.</summary>
internal sealed class RecoveryAccount(FillRun? fill, TimeProvider time)
{
    private bool _open;
    private long _beganAt;
    private RecoveryKind _kind;
    private ulong _played;
    private string _reason = string.Empty;

    /// <summary>A snapshot was loaded in this recovery.</summary>
    public bool SnapshotLoaded { get; private set; }

    /// <summary>Recoveries that ended well.</summary>
    public int Count { get; private set; }

    /// <summary>The last of them.</summary>
    public RecoveryReport Last { get; private set; } = new(RecoveryKind.None, string.Empty, TimeSpan.Zero, 0);

    private ulong Played => _played + (fill?.Messages ?? 0);

    /// <summary>Something is wrong; nothing new when it was already.</summary>
    public void Begin()
    {
        if (!_open)
        {
            (_open, _beganAt, _kind, _played, _reason) = (true, time.GetTimestamp(), RecoveryKind.None, 0, string.Empty);
            fill?.Start();
        }
    }

    /// <summary>A fill begins.</summary>
    public void FillBegins(string why)
    {
        _played = Played;
        fill!.Start();
        _kind = _kind == RecoveryKind.None ? RecoveryKind.Fill : _kind;
        _reason = _reason.Length == 0 ? why : _reason;
    }

    /// <summary>A snapshot is asked for.</summary>
    public void SnapshotBegins(string why)
    {
        if (_kind != RecoveryKind.Session)
        {
            (_kind, _reason) = (RecoveryKind.Snapshot, why);
        }
    }

    /// <summary>It was played.</summary>
    public void SnapshotEnds(ulong messages)
    {
        SnapshotLoaded = true;
        _played += messages;
    }

    /// <summary>Another session is taken, or the same begins again.</summary>
    public void SessionBegins(string why)
    {
        Begin();
        (_kind, _reason, SnapshotLoaded) = (RecoveryKind.Session, why, false);
    }

    /// <summary>Nothing is missing. What the lines brought by themselves was no recovery, whatever was asked for meanwhile.</summary>
    public void End()
    {
        if (!_open)
        {
            return;
        }

        RecoveryKind kind = _kind != RecoveryKind.Snapshot || SnapshotLoaded ? _kind : Played != 0 ? RecoveryKind.Fill : RecoveryKind.None;
        if (kind != RecoveryKind.None)
        {
            Count++;
            Last = new RecoveryReport(kind, _reason, time.GetElapsedTime(_beganAt), Played);
        }

        (_open, SnapshotLoaded) = (false, false);
    }
}
