using System.Diagnostics.CodeAnalysis;

namespace Saker.Card;

/// <summary>The card, or the way to it, failed. The message says what happened and what to do.</summary>
public sealed class CardException : Exception
{
    public CardException(string message) : base(message) { }

    public CardException(string message, Exception inner) : base(message, inner) { }

    [DoesNotReturn]
    internal static void Throw(string message) => throw new CardException(message);

    internal static void ThrowOnError(int code, string what, uint address)
    {
        if (code < 0)
        {
            Throw($"{what} of register 0x{address:X3} failed: the card answered with an error (code {code}). The driver and the card's map may differ.");
        }
    }
}
