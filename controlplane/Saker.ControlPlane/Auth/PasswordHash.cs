using System.Security.Cryptography;

namespace Saker.ControlPlane.Auth;

/// <summary>PBKDF2 with HMAC-SHA-256.</summary>
/// <param name="Salt">16 random bytes.</param>
/// <param name="Hash">32 bytes.</param>
/// <param name="Iterations">600,000 when made here; stored so that it can grow.</param>
internal sealed record PasswordHash(byte[] Salt, byte[] Hash, int Iterations)
{
    /// <summary>OWASP's figure for PBKDF2-HMAC-SHA256.</summary>
    public const int DefaultIterations = 600_000;

    private const int HashSize = 32;

    /// <summary>Stands in for the hash of a user that does not exist, so that the answer takes as long. Matches no password.</summary>
    public static PasswordHash Nobody { get; } =
        new(RandomNumberGenerator.GetBytes(16), RandomNumberGenerator.GetBytes(HashSize), DefaultIterations);

    public static PasswordHash Of(string password)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(16);
        return new(salt, Derive(password, salt, DefaultIterations), DefaultIterations);
    }

    /// <summary>Compares in constant time.</summary>
    public bool Matches(string password) => CryptographicOperations.FixedTimeEquals(Derive(password, Salt, Iterations), Hash);

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, HashSize);
}
