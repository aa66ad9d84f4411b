namespace Saker.Model;

/// <summary>Where an order of the table rests.</summary>
/// <param name="Side">0 buy, 1 sell.</param>
/// <param name="Far">Beyond the window: without a level.</param>
/// <param name="Idx">Its level above the window base.</param>
/// <param name="Qty">Lots left.</param>
public readonly record struct TableOrder(byte Side, bool Far, ushort Idx, uint Qty);
