using Saker.Wire;

namespace Saker.Venue;

/// <summary>
/// The GLIMPSE 5.0 port: a login of an order-entry user is answered with a snapshot as sequenced messages from 1, then the end of session, and
/// closed. The SoupBinTCP session has the name of the MoldUDP64 session that the snapshot belongs to.
/// </summary>
public sealed class GlimpseService(IReadOnlyList<SoupPort> users, MoldPublisher publisher, SnapshotWriter snapshot) : ISoupService
{
    /// <summary>Snapshots sent.</summary>
    public long Served { get; private set; }

    /// <inheritdoc/>
    public string Session => publisher.Session;

    /// <inheritdoc/>
    public bool Knows(in SoupLoginRequest login)
    {
        bool known = false;
        foreach (var user in users)
        {
            known |= user.Accepts(login);
        }

        return known;
    }

    /// <inheritdoc/>
    public void Attach(SoupConnection connection, in SoupLoginRequest login)
    {
        var client = new Client(connection);
        connection.Client = client;
        connection.LoginAccepted(Session, 1);
        snapshot.Write(client);
        connection.Send(SoupType.EndOfSession, []);
        connection.Close();
        Served++;
    }

    /// <summary>A connection that gets its snapshot and says nothing more.</summary>
    private sealed class Client(SoupConnection connection) : ISoupClient, IMessageSink
    {
        private readonly byte[] _packets = new byte[SoupConnection.MaxBatch];
        private int _length;

        public void Add(ReadOnlySpan<byte> message)
        {
            if (_length + SoupPacket.HeaderLength + message.Length > _packets.Length)
            {
                Flush();
            }

            _length += SoupPacket.Write(_packets.AsSpan(_length), SoupType.SequencedData, message);
        }

        public void Flush()
        {
            connection.SendPackets(_packets[.._length]);
            _length = 0;
        }

        public void Receive(ReadOnlySpan<byte> message)
        {
            // The protocol has no message from the client.
        }

        public void Detach(SoupConnection of) => of.Client = null;
    }
}
