using System.Globalization;

namespace Saker.Wire;

/// <summary>Login Request payload: username@0/6 password@6/10 session@16/10 sequence@26/20 (offsets in the payload). Read-only view.</summary>
public readonly ref struct SoupLoginRequest
{
    public const int PayloadLength = 46;
    private const int UserAt = 0, PasswordAt = 6, SessionAt = 16, SequenceAt = 26;
    private const int UserLength = 6, PasswordLength = 10, SequenceLength = 20;
    private readonly ReadOnlySpan<byte> _b;

    private SoupLoginRequest(ReadOnlySpan<byte> payload, ulong sequence)
    {
        _b = payload;
        RequestedSequence = sequence;
    }

    /// <summary>First sequenced message wanted; 0: from the most recent one.</summary>
    public ulong RequestedSequence { get; }
    /// <summary>Session wanted; blank: the current one.</summary>
    public SessionId RequestedSession => SessionId.Read(_b, SessionAt);

    /// <summary>Compares without regard to case and to padding on the right.</summary>
    public bool UserIs(ReadOnlySpan<char> user) => Same(_b.Slice(UserAt, UserLength), user);

    /// <summary>Compares without regard to case and to padding on the right.</summary>
    public bool PasswordIs(ReadOnlySpan<char> password) => Same(_b.Slice(PasswordAt, PasswordLength), password);

    /// <summary>False when the payload's length is another or the sequence is not a number (blank counts as 0).</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out SoupLoginRequest request)
    {
        request = default;
        if (payload.Length != PayloadLength)
        {
            return false;
        }
        ReadOnlySpan<byte> field = payload.Slice(SequenceAt, SequenceLength);
        ulong sequence = 0;
        if (field.ContainsAnyExcept((byte)' ') && !Ascii.TryNumber(field, out sequence))
        {
            return false;
        }
        request = new SoupLoginRequest(payload, sequence);
        return true;
    }

    /// <summary>Writes the whole packet; returns 49.</summary>
    /// <exception cref="ArgumentException">A text is too long for its field or not ASCII.</exception>
    public static int Write(Span<byte> to, ReadOnlySpan<char> user, ReadOnlySpan<char> password, ReadOnlySpan<char> session, ulong sequence)
    {
        Span<byte> b = to.Slice(SoupPacket.HeaderLength, PayloadLength);
        Ascii.Left(b.Slice(UserAt, UserLength), user);
        Ascii.Left(b.Slice(PasswordAt, PasswordLength), password);
        Ascii.Right(b.Slice(SessionAt, SessionId.Length), session);
        SoupSequence.Write(b.Slice(SequenceAt, SequenceLength), sequence);
        return SoupPacket.WriteHeader(to, SoupType.LoginRequest, PayloadLength);
    }

    private static bool Same(ReadOnlySpan<byte> field, ReadOnlySpan<char> text)
    {
        field = field.TrimEnd((byte)' ');
        text = text.TrimEnd(' ');
        return System.Text.Ascii.EqualsIgnoreCase(field, text);
    }
}

/// <summary>Login Accepted payload: session@0/10 sequence@10/20 (offsets in the payload).</summary>
public readonly record struct SoupLoginAccepted(SessionId Session, ulong Sequence)
{
    public const int PayloadLength = 30;

    /// <summary>False when the payload's length is another or the sequence is not a number.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out SoupLoginAccepted accepted)
    {
        accepted = default;
        if (payload.Length != PayloadLength || !Ascii.TryNumber(payload[SessionId.Length..], out ulong sequence))
        {
            return false;
        }
        accepted = new SoupLoginAccepted(SessionId.Read(payload, 0), sequence);
        return true;
    }

    /// <summary>Writes the whole packet with the session padded on the left; returns 33.</summary>
    /// <exception cref="ArgumentException">The session has more than 10 characters or is not ASCII.</exception>
    public static int Write(Span<byte> to, ReadOnlySpan<char> session, ulong sequence)
    {
        Span<byte> b = to.Slice(SoupPacket.HeaderLength, PayloadLength);
        Ascii.Right(b[..SessionId.Length], session);
        SoupSequence.Write(b[SessionId.Length..], sequence);
        return SoupPacket.WriteHeader(to, SoupType.LoginAccepted, PayloadLength);
    }
}

/// <summary>Login Rejected: one reason byte.</summary>
public static class SoupLoginRejected
{
    public const byte NotAuthorised = (byte)'A';
    public const byte SessionNotAvailable = (byte)'S';

    /// <summary>Writes the whole packet; returns 4.</summary>
    public static int Write(Span<byte> to, byte reason)
    {
        to[SoupPacket.HeaderLength] = reason;
        return SoupPacket.WriteHeader(to, SoupType.LoginRejected, 1);
    }
}

/// <summary>The 20-character decimal sequence field, padded with spaces on the left.</summary>
internal static class SoupSequence
{
    public static void Write(Span<byte> to, ulong sequence)
    {
        Span<char> digits = stackalloc char[20];
        sequence.TryFormat(digits, out int count, default, CultureInfo.InvariantCulture);
        Ascii.Right(to, digits[..count]);
    }
}
