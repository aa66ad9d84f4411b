using Saker.Wire;

namespace Saker.Cli;

/// <summary>Messages that a capture does not hold.</summary>
/// <param name="Session">MoldUDP64 session.</param>
/// <param name="First">First missing sequence.</param>
/// <param name="Count">Consecutive sequences missing from there on.</param>
public readonly record struct Gap(SessionId Session, ulong First, ulong Count);
