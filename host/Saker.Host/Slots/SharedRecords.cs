using Saker.Host.Trackers;

namespace Saker.Host.Slots;

/// <summary>What all slots write into together.</summary>
/// <param name="Corrections">Executions, and what the venue takes back of them.</param>
/// <param name="Fills">The last fills.</param>
/// <param name="Latency">From the message to the order.</param>
public sealed record SharedRecords(TradeCorrections Corrections, FillTape Fills, LatencyTracker Latency);
