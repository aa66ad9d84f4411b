namespace Saker.Venue;

/// <summary>Something that makes the market move at instants of its own: the background flow or a capture.</summary>
public interface IEventSource
{
    /// <summary>When the next event is due, simulated ns; <see cref="long.MaxValue"/> when there is none.</summary>
    long NextNs { get; }

    /// <summary>What opens the day: system events, directory, trading states, the first orders. Once, before any <see cref="Step"/>.</summary>
    void Open();

    /// <summary>Does the next event. The event time has been advanced to <see cref="NextNs"/>.</summary>
    void Step();
}
