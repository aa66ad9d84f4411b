using System.Security.Cryptography;
using Saker.ControlPlane.Storage;
using Saker.V1;

namespace Saker.ControlPlane.Auth;

/// <summary>A login made at the first start; the password exists nowhere else.</summary>
internal sealed record FirstLogin(string User, string Password);

/// <summary>Makes the first users of an empty database.</summary>
internal static class FirstLogins
{
    // 32 characters without look-alikes; 20 of them are 100 bits.
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int Length = 20;

    /// <returns>The passwords, to be shown once; empty when there were users already.</returns>
    public static IReadOnlyList<FirstLogin> Create(UserStore users)
    {
        if (!users.IsEmpty())
        {
            return [];
        }

        FirstLogin op = new("operator", RandomNumberGenerator.GetString(Alphabet, Length));
        FirstLogin viewer = new("viewer", RandomNumberGenerator.GetString(Alphabet, Length));
        users.Add(
            new User(op.User, Role.Operator, PasswordHash.Of(op.Password)),
            new User(viewer.User, Role.Viewer, PasswordHash.Of(viewer.Password)));
        return [op, viewer];
    }
}
