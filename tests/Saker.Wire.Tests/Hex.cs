namespace Saker.Wire.Tests;

internal static class Hex
{
    /// <summary>Bytes of hexadecimal text with spaces anywhere.</summary>
    public static byte[] Of(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));
}
