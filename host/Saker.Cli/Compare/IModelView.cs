using Saker.Model;

namespace Saker.Cli;

/// <summary>What a comparison needs of the model beyond its records.</summary>
internal interface IModelView
{
    /// <summary>Symbols of the card.</summary>
    int Symbols { get; }

    /// <summary>Ticks in a window.</summary>
    int Window { get; }

    /// <summary>The symbol's top of book as it stands.</summary>
    BookRecord Top(int symbol);

    /// <summary>The symbol's four DEPTH records as its book stands.</summary>
    DepthRecord[] Depth(int symbol);
}
