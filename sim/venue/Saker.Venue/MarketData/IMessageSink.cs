namespace Saker.Venue;

/// <summary>Takes ITCH messages in order; a publisher sends those between two flushes together.</summary>
public interface IMessageSink
{
    /// <summary>One ITCH message without its length prefix; copied before the call returns.</summary>
    void Add(ReadOnlySpan<byte> message);

    /// <summary>End of a step: what was added may go out.</summary>
    void Flush();
}
